import type { GrammarBuilder, GrammarSymbol, LexemeSymbol } from '../grammar.ts';
import { exceeds } from '../lexer/exceeds.ts';
import type { RegexId } from '../regex/store.ts';

/**
 * Which symbols match at least one text. Rules are dropped that never do: else the parser could be led
 * to where nothing can follow.
 */
export function findProductive(builder: GrammarBuilder): boolean[] {
  const { symbols } = builder;
  const productive = symbols.map(
    (symbol) => symbol.kind === 'special' || (symbol.kind === 'lexeme' && hasText(builder, symbol)),
  );
  const users = findUsers(symbols);
  const changed = symbols.map((_, id) => id);
  for (let id = changed.pop(); id !== undefined; id = changed.pop()) {
    if (!productive[id]) {
      if (!isProductive(symbols[id]!, productive)) continue;
      productive[id] = true;
    }
    for (const user of users[id]!) if (!productive[user]) changed.push(user);
    users[id] = [];
  }
  return productive;
}

/** Whether a lexeme matches something that those it yields to leave to it. */
function hasText({ symbols, regex, limits }: GrammarBuilder, lexeme: LexemeSymbol): boolean {
  if (regex.isEmpty(lexeme.regex, limits.emptinessFuel)) return false;
  const rivals: RegexId[] = [];
  for (const other of lexeme.except ?? []) {
    const symbol = symbols[other];
    if (symbol?.kind === 'lexeme') rivals.push(symbol.regex);
  }
  return rivals.length === 0 || exceeds(regex, lexeme.regex, rivals, limits.emptinessFuel);
}

function isProductive(symbol: GrammarSymbol, productive: readonly boolean[]): boolean {
  switch (symbol.kind) {
    case 'rule':
      return symbol.alternatives.some((parts) => parts.every((part) => productive[part]));
    case 'repeat': {
      const { least, separator } = symbol;
      if (least === 0) return true;
      if (!productive[symbol.symbol]) return false;
      return least === 1 || separator === undefined || productive[separator] === true;
    }
    case 'lexeme':
    case 'special':
      return false;
  }
}

function findUsers(symbols: readonly GrammarSymbol[]): number[][] {
  const users: number[][] = symbols.map(() => []);
  for (const [id, symbol] of symbols.entries()) {
    if (symbol.kind === 'rule') {
      for (const part of symbol.alternatives.flat()) users[part]!.push(id);
    } else if (symbol.kind === 'repeat') {
      users[symbol.symbol]!.push(id);
      if (symbol.separator !== undefined) users[symbol.separator]!.push(id);
    }
  }
  return users;
}

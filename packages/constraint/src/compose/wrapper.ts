import type { GrammarBuilder, SymbolId } from '../grammar.ts';

/** The names of tokens that match as tokens and never as text. */
export type SpecialTokens = ReadonlyMap<string, number>;

/** The symbols of a fixed text. Where it holds the name of a special token, that token is meant. */
export function wrapperSymbols(
  builder: GrammarBuilder,
  text: string,
  specialTokens: SpecialTokens,
): SymbolId[] {
  const symbols: SymbolId[] = [];
  let rest = text;
  while (rest !== '') {
    const found = firstToken(rest, specialTokens);
    const plain = found ? rest.slice(0, found.start) : rest;
    if (plain !== '') symbols.push(builder.lexeme(builder.regex.literal(plain)));
    if (!found) break;
    symbols.push(builder.specialTokens([specialTokens.get(found.name)!]));
    rest = rest.slice(found.start + found.name.length);
  }
  return symbols;
}

/** The special token that is named first in a text, and where. */
export function firstToken(
  text: string,
  specialTokens: SpecialTokens,
): { name: string; start: number } | undefined {
  let first: { name: string; start: number } | undefined;
  for (const name of specialTokens.keys()) {
    const start = name === '' ? -1 : text.indexOf(name);
    if (start < 0 || (first && start > first.start)) continue;
    if (!first || start < first.start || name.length > first.name.length) first = { name, start };
  }
  return first;
}

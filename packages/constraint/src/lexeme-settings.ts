import { type Automaton, deadConfiguration } from './automaton.ts';
import type { LexemeSymbol } from './grammar.ts';
import { deadState } from './lexer/lexer.ts';

/** What the front end said of the lexeme being read: of the first that said something, if of several. */
export function settingsOf(automaton: Automaton, configuration: number): LexemeSymbol | undefined {
  for (const lexeme of lexemesAt(automaton, configuration)) {
    const symbol = automaton.tables.lexemeSymbols[lexeme];
    if (symbol?.temperature !== undefined || symbol?.maxTokens !== undefined) return symbol;
  }
  return undefined;
}

/**
 * The configuration after the lexemes whose tokens are used up have been ended where they stand;
 * undefined when there are none.
 */
export function cutLexeme(
  automaton: Automaton,
  configuration: number,
  tokens: number,
): number | undefined {
  const ended = lexemesAt(automaton, configuration).filter((lexeme) => {
    const most = automaton.tables.lexemeSymbols[lexeme]?.maxTokens;
    return most !== undefined && tokens >= most;
  });
  if (ended.length === 0) return undefined;
  const row = automaton.rowOf(configuration);
  const next = automaton.emit(row, automaton.lexer.sets.intern(ended));
  return next === deadConfiguration ? undefined : next;
}

/** Whether the bytes go on with the lexeme being read, from their first to their last. */
export function isWithinLexeme(
  automaton: Automaton,
  configuration: number,
  bytes: Uint8Array | undefined,
): boolean {
  const { lexer } = automaton;
  let state = automaton.lexerStateOf(configuration);
  for (const byte of bytes ?? []) {
    state = lexer.step(state, lexer.classes.classOf[byte]!);
    if (state === deadState || lexer.isFinal(state)) return false;
  }
  return bytes !== undefined && bytes.length > 0;
}

/** The lexemes being read; with them, where none is begun yet, the special tokens that may come. */
export function terminalsAt(automaton: Automaton, configuration: number): number[] {
  const state = automaton.lexerStateOf(configuration);
  const lexemes = lexemesAt(automaton, configuration);
  if (state !== deadState && !automaton.lexer.isStart(state)) return lexemes;
  const { terminals } = automaton.rowOf(configuration);
  const first = automaton.tables.lexemes.length;
  return [...lexemes, ...terminals.filter((terminal) => terminal >= first)];
}

/** The lexemes that the bytes since the last one may belong to. */
export function lexemesAt(automaton: Automaton, configuration: number): number[] {
  const state = automaton.lexerStateOf(configuration);
  if (state === deadState) return [];
  const pairs = automaton.lexer.pairsOf(state);
  const lexemes: number[] = [];
  for (let index = 0; index < pairs.length; index += 2) {
    if ((pairs[index]! & 1) === 0) lexemes.push(pairs[index]! >>> 1);
  }
  return lexemes;
}

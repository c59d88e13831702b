import { type Automaton, deadConfiguration } from '../automaton.ts';
import { lexemesAt } from '../lexeme-settings.ts';
import { deadState, noLexemes } from '../lexer/lexer.ts';
import { findSpecials } from '../special.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** Terminals that matched the same bytes, one of which the parser takes. */
export interface Scan {
  readonly terminals: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** A token of a text and the configuration that the matcher was in after it. */
export interface ConsumedToken {
  readonly token: number;
  readonly configuration: number;
}

export interface CutText {
  readonly bytes: Uint8Array;
  /** Without what was skipped. */
  readonly scans: readonly Scan[];
}

/** Cuts a text again into the lexemes that its matcher saw, and keeps this time where they stand. */
export function cutText(
  automaton: Automaton,
  vocabulary: Vocabulary,
  tokens: readonly ConsumedToken[],
): CutText {
  const cutter = new Cutter(automaton);
  for (const { token, configuration } of tokens) {
    const bytes = vocabulary.tokens[token] ?? new Uint8Array(0);
    if (bytes.length === 0 || !cutter.take(bytes)) cutter.takeSpecial(token);
    cutter.settle(configuration);
  }
  cutter.end();
  return { bytes: Uint8Array.from(cutter.bytes), scans: cutter.scans };
}

class Cutter {
  readonly #automaton: Automaton;
  #at: number;
  /** Where the lexeme being read began. */
  #start = 0;
  bytes: number[] = [];
  scans: Scan[] = [];

  constructor(automaton: Automaton) {
    this.#automaton = automaton;
    this.#at = automaton.start;
  }

  /** False, and nothing taken, when the bytes do not fit. */
  take(bytes: Uint8Array): boolean {
    const [at, start, length, count] = [
      this.#at,
      this.#start,
      this.bytes.length,
      this.scans.length,
    ];
    for (const byte of bytes) {
      if (this.#step(byte)) continue;
      [this.#at, this.#start] = [at, start];
      this.bytes.length = length;
      this.scans.length = count;
      return false;
    }
    return true;
  }

  takeSpecial(token: number): void {
    const matching = findSpecials(this.#automaton, this.#at).filter(({ ranges }) =>
      ranges.some(([first, last]) => first <= token && token <= last),
    );
    const row = matching[0]?.row;
    if (row !== this.#automaton.rowOf(this.#at)) this.end();
    const terminals = matching.filter((each) => each.row === row).map(({ terminal }) => terminal);
    this.#put(terminals);
  }

  /** Goes on from the matcher's own configuration; another one means that a lexeme was cut short. */
  settle(configuration: number): void {
    if (this.#at !== configuration && this.#start < this.bytes.length) {
      const { lexemeSymbols } = this.#automaton.tables;
      const limited = lexemesAt(this.#automaton, this.#at).filter(
        (lexeme) => lexemeSymbols[lexeme]?.maxTokens !== undefined,
      );
      this.#put(limited);
    }
    this.#at = configuration;
  }

  /** Ends the lexeme being read, where one is. */
  end(): void {
    const { lexer } = this.#automaton;
    const state = lexer.accepted[this.#automaton.lexerStateOf(this.#at)]!;
    if (this.#start < this.bytes.length && state > noLexemes) this.#putSet(state);
  }

  #step(byte: number): boolean {
    const { lexer } = this.#automaton;
    const byteClass = lexer.classes.classOf[byte]!;
    const after = this.#automaton.step(this.#at, byteClass);
    if (after === deadConfiguration) return false;
    let next = lexer.step(this.#automaton.lexerStateOf(this.#at), byteClass);
    if (next === deadState) {
      const set = lexer.accepted[this.#automaton.lexerStateOf(this.#at)]!;
      const emitted = this.#automaton.emit(this.#automaton.rowOf(this.#at), set);
      this.#putSet(set);
      next = lexer.step(this.#automaton.lexerStateOf(emitted), byteClass);
    }
    this.bytes.push(byte);
    if (lexer.isFinal(next)) this.#putSet(lexer.accepted[next]!);
    this.#at = after;
    return true;
  }

  #putSet(set: number): void {
    const { lexer, tables } = this.#automaton;
    const lexemes = [...lexer.sets.get(set)];
    if (tables.lexemes[lexemes[0]!]!.isSkip) this.#start = this.bytes.length;
    else this.#put(lexemes);
  }

  #put(terminals: readonly number[]): void {
    const end = this.bytes.length;
    this.scans.push({ terminals, start: this.#start, end });
    this.#start = end;
  }
}

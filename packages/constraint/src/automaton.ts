import { noRow, Parser } from './earley/parser.ts';
import type { Row } from './earley/row.ts';
import type { ParserTables } from './earley/tables.ts';
import { tooComplexError } from './errors.ts';
import { deadState, Lexer, noLexemes } from './lexer/lexer.ts';
import type { Limits } from './limits.ts';
import { PairTable } from './pair-table.ts';
import { grown } from './regex/nodes.ts';
import type { RegexStore } from './regex/store.ts';

/** The configuration from which nothing can become a text of the grammar. */
export const deadConfiguration = 0;

/**
 * A deterministic automaton over bytes for a whole grammar, built as it is walked. A configuration is a
 * row of the parser and a state of the lexer in it; all that follows depends on it alone.
 */
export class Automaton {
  readonly tables: ParserTables;
  readonly parser: Parser;
  readonly lexer: Lexer;
  readonly limits: Limits;
  readonly start: number;
  /** Whether some lexeme has a limit of tokens. */
  readonly hasTokenLimits: boolean;
  /** Next configurations by configuration and byte class; -1 where unknown. Replaced when it grows. */
  next: Int32Array;
  #rows = new Int32Array(64);
  #states = new Int32Array(64);
  #length = 0;
  readonly #ids = new PairTable();
  /** Configurations by row and set of lexemes that end. */
  readonly #emitted = new PairTable();

  constructor(store: RegexStore, tables: ParserTables, limits: Limits) {
    this.tables = tables;
    this.limits = limits;
    this.lexer = new Lexer(store, tables.lexemes, limits);
    this.parser = new Parser(tables, limits);
    this.next = new Int32Array(64 * this.lexer.classes.count).fill(-1);
    this.#append(noRow, deadState);
    this.next.fill(deadConfiguration, 0, this.lexer.classes.count);
    this.hasTokenLimits = tables.lexemeSymbols.some((symbol) => symbol?.maxTokens !== undefined);
    this.start = this.enter(this.parser.startRow);
  }

  get length(): number {
    return this.#length;
  }

  rowOf(configuration: number): Row {
    return this.parser.rows[this.#rows[configuration]!]!;
  }

  lexerStateOf(configuration: number): number {
    return this.#states[configuration]!;
  }

  /** The configuration at the start of a row. */
  enter(row: Row): number {
    return this.#configuration(row, this.#startState(row, noLexemes));
  }

  step(configuration: number, byteClass: number): number {
    const cell = configuration * this.lexer.classes.count + byteClass;
    const known = this.next[cell]!;
    if (known >= 0) return known;
    const next = this.#computeStep(configuration, byteClass);
    this.next[cell] = next;
    return next;
  }

  /** The configuration after the lexemes of set `set` have ended in `row`. */
  emit(row: Row, set: number): number {
    const known = this.#emitted.get(row.id, set);
    if (known >= 0) return known;
    const next = this.#computeEmit(row, set);
    this.#emitted.add(row.id, set, next);
    return next;
  }

  isAccepting(configuration: number): boolean {
    if (configuration === deadConfiguration) return false;
    const row = this.rowOf(configuration);
    const state = this.#states[configuration]!;
    if (state === deadState || state === row.starts.get(noLexemes)) return row.isAccepting;
    const set = this.lexer.accepted[state]!;
    if (set === noLexemes || this.#isSkip(set)) return false;
    const next = this.emit(row, set);
    return next !== deadConfiguration && this.rowOf(next).isAccepting;
  }

  #computeStep(configuration: number, byteClass: number): number {
    const state = this.#states[configuration]!;
    const row = this.rowOf(configuration);
    const next = this.lexer.step(state, byteClass);
    if (next !== deadState) return this.#settle(row, next);
    const set = this.lexer.accepted[state]!;
    if (set === noLexemes) return deadConfiguration;
    const emitted = this.emit(row, set);
    if (emitted === deadConfiguration) return deadConfiguration;
    const first = this.lexer.step(this.#states[emitted]!, byteClass);
    if (first === deadState) return deadConfiguration;
    return this.#settle(this.rowOf(emitted), first);
  }

  #settle(row: Row, state: number): number {
    if (this.lexer.isFinal(state)) return this.emit(row, this.lexer.accepted[state]!);
    return this.#configuration(row, state);
  }

  #computeEmit(row: Row, set: number): number {
    if (this.#isSkip(set)) return this.#configuration(row, this.#startState(row, set));
    const next = this.parser.scan(row, set, this.lexer.sets.get(set));
    return next === noRow ? deadConfiguration : this.enter(this.parser.rows[next]!);
  }

  #isSkip(set: number): boolean {
    return this.tables.lexemes[this.lexer.sets.get(set)[0]!]!.isSkip;
  }

  /** After a skip lexeme only the lexemes that it may separate may come, and not another one. */
  #startState(row: Row, skipped: number): number {
    const known = row.starts.get(skipped);
    if (known !== undefined) return known;
    const { lexemes } = this.tables;
    let expected = row.terminals.filter((terminal) => terminal < lexemes.length);
    if (skipped === noLexemes) expected.push(...row.skips.map(({ lexeme }) => lexeme));
    else {
      const ended = this.lexer.sets.get(skipped);
      const separated = row.skips.filter(({ lexeme }) => ended.includes(lexeme));
      expected = [...new Set(separated.flatMap(({ before }) => before))];
    }
    const state = expected.length === 0 ? deadState : this.lexer.start(expected);
    row.starts.set(skipped, state);
    return state;
  }

  #configuration(row: Row, state: number): number {
    const known = this.#ids.get(row.id, state);
    if (known >= 0) return known;
    const isLive = state !== deadState || row.isAccepting || this.#hasSpecial(row);
    const id = isLive ? this.#append(row.id, state) : deadConfiguration;
    this.#ids.add(row.id, state, id);
    return id;
  }

  #hasSpecial(row: Row): boolean {
    const last = row.terminals.at(-1);
    return last !== undefined && last >= this.tables.lexemes.length;
  }

  #append(row: number, state: number): number {
    const id = this.#length++;
    if (id >= this.limits.configurations) {
      throw tooComplexError('configurations', this.limits.configurations);
    }
    if (id === this.#rows.length) {
      this.#rows = grown(this.#rows, id + 1);
      this.#states = grown(this.#states, id + 1);
      const filled = this.next.length;
      this.next = grown(this.next, this.#rows.length * this.lexer.classes.count);
      this.next.fill(-1, filled);
    }
    this.#rows[id] = row;
    this.#states[id] = state;
    return id;
  }
}

import { tooComplexError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { ListTable } from '../list-table.ts';
import { grown } from '../regex/nodes.ts';
import { EMPTY, NOTHING, type RegexId, type RegexStore } from '../regex/store.ts';
import { type ByteClasses, byteClasses } from './byte-classes.ts';
import { exceeds } from './exceeds.ts';

/** A terminal of the lexer. Its number is its place in the list of all lexemes. */
export interface Lexeme {
  readonly regex: RegexId;
  readonly isLazy: boolean;
  /** Whether it is the white space of its scope rather than something the parser waits for. */
  readonly isSkip: boolean;
  /** 0 for the scope without skip. */
  readonly scope: number;
  /** Lexemes that win over it. */
  readonly except: readonly number[];
}

/** The state in which nothing can match. */
export const deadState = 0;
/** The set of no lexeme. */
export const noLexemes = 0;

const finalFlag = 1;
const startFlag = 2;

/**
 * A deterministic automaton over byte classes, built as it is walked. A state is what is left to match
 * of every lexeme that is still possible. A guard is a lexeme that only takes matches away from others.
 */
export class Lexer {
  readonly store: RegexStore;
  readonly lexemes: readonly Lexeme[];
  readonly classes: ByteClasses;
  /** Next states by state and class; -1 where unknown. Replaced when it grows. */
  next: Int32Array;
  /** The set of lexemes that end in a state, 0 for none. Replaced when it grows. */
  accepted = new Int32Array(16);
  /** Sets of lexemes, by id. */
  readonly sets = new ListTable();
  readonly #states = new ListTable();
  readonly #limits: Limits;
  #flags = new Uint8Array(16);
  #scratch = new Int32Array(64);

  constructor(store: RegexStore, lexemes: readonly Lexeme[], limits: Limits) {
    this.store = store;
    this.lexemes = lexemes;
    this.#limits = limits;
    this.classes = byteClasses(store.sets);
    this.next = new Int32Array(16 * this.classes.count).fill(-1);
    this.sets.intern([]);
    this.#states.intern([]);
    this.next.fill(deadState, 0, this.classes.count);
  }

  get length(): number {
    return this.#states.length;
  }

  /** The state before the first byte of one of `lexemes`. */
  start(lexemes: readonly number[]): number {
    const guards = new Set<number>();
    const expected = new Set(lexemes);
    for (const lexeme of lexemes) {
      for (const other of this.lexemes[lexeme]!.except) {
        if (!expected.has(other)) guards.add(other);
      }
    }
    const codes = [
      ...lexemes.map((lexeme) => lexeme * 2),
      ...[...guards].map((guard) => guard * 2 + 1),
    ];
    codes.sort((a, b) => a - b);
    const pairs = codes.flatMap((code) => [code, this.lexemes[code >>> 1]!.regex]);
    const list = Int32Array.from([startFlag, ...pairs]);
    return this.#intern(list, list.length);
  }

  step(state: number, byteClass: number): number {
    const cell = state * this.classes.count + byteClass;
    const known = this.next[cell]!;
    if (known >= 0) return known;
    const next = this.#computeStep(state, byteClass);
    this.next[cell] = next;
    return next;
  }

  /** Whether the lexemes that end here end at once, without looking at the next byte. */
  isFinal(state: number): boolean {
    return (this.#flags[state]! & finalFlag) !== 0;
  }

  /** Whether no byte of a lexeme has been read yet. */
  isStart(state: number): boolean {
    return (this.#flags[state]! & startFlag) !== 0;
  }

  /** Pairs of a lexeme's code (twice its number, plus one for a guard) and what is left of its regex. */
  pairsOf(state: number): Int32Array {
    return this.#states.get(state).subarray(1);
  }

  #computeStep(state: number, byteClass: number): number {
    const byte = this.classes.representative[byteClass]!;
    const { store } = this;
    const list = this.#states.get(state);
    if (list.length > this.#scratch.length) this.#scratch = new Int32Array(list.length * 2);
    const scratch = this.#scratch;
    scratch[0] = 0;
    let length = 1;
    for (let index = 1; index < list.length; index += 2) {
      const rest = store.derivative(list[index + 1]!, byte);
      if (rest === NOTHING) continue;
      if (store.hasBoolean(rest) && this.#isKnownEmpty(rest)) continue;
      scratch[length++] = list[index]!;
      scratch[length++] = rest;
    }
    return this.#intern(scratch, length);
  }

  #isKnownEmpty(regex: RegexId): boolean {
    return this.store.tryIsEmpty(regex, this.#limits.emptinessFuel) === true;
  }

  #intern(list: Int32Array, length: number): number {
    if (!isExpecting(list, length)) return deadState;
    const count = this.#states.length;
    const state = this.#states.intern(list, length);
    if (state < count) return this.#isDead(state) ? deadState : state;
    if (state >= this.#limits.lexerStates) {
      throw tooComplexError('lexerStates', this.#limits.lexerStates);
    }
    this.#describe(state, list.slice(0, length));
    return this.#isDead(state) ? deadState : state;
  }

  /** A state that was found to lead nowhere keeps no pairs' worth of rows: it is marked. */
  #isDead(state: number): boolean {
    return this.accepted[state] === -1;
  }

  #describe(state: number, list: Int32Array): void {
    this.#reserve(state);
    let continues = false;
    const nullable: number[] = [];
    for (let index = 1; index < list.length; index += 2) {
      const code = list[index]!;
      const rest = list[index + 1]!;
      if ((code & 1) === 0 && rest !== EMPTY) continues = true;
      if (list[0] !== startFlag && this.store.isNullable(rest)) nullable.push(code);
    }
    const ended = this.#winners(nullable);
    const isLazy = ended.some((lexeme) => this.lexemes[lexeme]!.isLazy);
    const isFinal = ended.length > 0 && (isLazy || !continues);
    this.#flags[state] = (isFinal ? finalFlag : 0) | list[0]!;
    this.accepted[state] = this.sets.intern(ended);
    if (ended.length === 0 && (!continues || !this.#canOutlive(list))) this.accepted[state] = -1;
  }

  /** Of the lexemes that end together, those that count. */
  #winners(codes: readonly number[]): number[] {
    if (codes.length === 0) return [];
    const all = codes.map((code) => code >>> 1);
    const expected = codes.filter((code) => (code & 1) === 0).map((code) => code >>> 1);
    const winners = expected.filter(
      (lexeme) => !this.lexemes[lexeme]!.except.some((other) => all.includes(other)),
    );
    // Free text up to a mark ends at the mark: a lazy lexeme wins over what could have gone on.
    const lazy = winners.filter((lexeme) => this.lexemes[lexeme]!.isLazy);
    if (lazy.length > 0) return lazy;
    const words = winners.filter((lexeme) => !this.lexemes[lexeme]!.isSkip);
    return words.length > 0 ? words : winners;
  }

  /** Whether some lexeme can still end without one that it yields to. */
  #canOutlive(list: Int32Array): boolean {
    const fuel = this.#limits.emptinessFuel;
    for (let index = 1; index < list.length; index += 2) {
      const code = list[index]!;
      if ((code & 1) === 1) continue;
      const { except } = this.lexemes[code >>> 1]!;
      const rivals: RegexId[] = [];
      for (let other = 1; except.length > 0 && other < list.length; other += 2) {
        if (except.includes(list[other]! >>> 1)) rivals.push(list[other + 1]!);
      }
      if (rivals.length === 0 || exceeds(this.store, list[index + 1]!, rivals, fuel)) return true;
    }
    return false;
  }

  #reserve(state: number): void {
    const { count } = this.classes;
    if (state >= this.accepted.length) {
      this.accepted = grown(this.accepted, state + 1);
      const flags = new Uint8Array(this.accepted.length);
      flags.set(this.#flags);
      this.#flags = flags;
    }
    if ((state + 1) * count > this.next.length) {
      const filled = this.next.length;
      this.next = grown(this.next, (state + 1) * count);
      this.next.fill(-1, filled);
    }
  }
}

/** Whether a pair of the list is more than a guard. */
function isExpecting(list: Int32Array, length: number): boolean {
  for (let index = 1; index < length; index += 2) if ((list[index]! & 1) === 0) return true;
  return false;
}

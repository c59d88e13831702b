import { tooComplexError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { acceptDot, itemKey, type ReturnSets, sortTriples } from './return-sets.ts';
import { localReturn } from './row.ts';
import { operation, type ParserTables } from './tables.ts';

/** What a row is made of; see `Row`. */
export interface Closed {
  readonly isAccepting: boolean;
  /** The items that started before the row, sorted: they determine all the rest. */
  readonly key: Int32Array;
  readonly terminals: readonly number[];
  /** Terminal, dot after it, return set or local return, count. */
  readonly waitingForTerminal: Int32Array;
  /** By nonterminal: dot after it, return set or local return, count. */
  readonly waitingForNonterminal: ReadonlyMap<number, readonly number[]>;
}

/** Completes and predicts, from the items right after a terminal, all that a row holds. */
export class Closure {
  readonly #tables: ParserTables;
  readonly #returnSets: ReturnSets;
  readonly #limits: Limits;
  /** Work list: dot, return, count. */
  #items: number[] = [];
  #seen = new Set<number | string>();
  #key: number[] = [];
  #forTerminal: number[] = [];
  #forNonterminal = new Map<number, number[]>();
  #isAccepting = false;

  constructor(tables: ParserTables, returnSets: ReturnSets, limits: Limits) {
    this.#tables = tables;
    this.#returnSets = returnSets;
    this.#limits = limits;
  }

  run(kernel: readonly number[]): Closed {
    this.#items = [];
    this.#seen = new Set();
    this.#key = [];
    this.#forTerminal = [];
    this.#forNonterminal = new Map();
    this.#isAccepting = false;
    for (let index = 0; index < kernel.length; index += 3) {
      this.#add(kernel[index]!, kernel[index + 1]!, kernel[index + 2]!);
    }
    const items = this.#items;
    for (let index = 0; index < items.length; index += 3) {
      this.#visit(items[index]!, items[index + 1]!, items[index + 2]!);
    }
    return {
      isAccepting: this.#isAccepting,
      key: sortTriples(this.#key),
      terminals: this.#terminals(),
      waitingForTerminal: Int32Array.from(this.#forTerminal),
      waitingForNonterminal: this.#forNonterminal,
    };
  }

  #visit(dot: number, returns: number, count: number): void {
    const code = this.#tables.operations[dot]!;
    if (code < 0) this.#visitControl(code, dot, returns, count);
    else {
      if (returns >= 0) this.#key.push(dot, returns, count);
      if ((code & 1) === 1) this.#forTerminal.push(code >>> 1, dot + 1, returns, count);
      else this.#visitNonterminal(code >>> 1, dot, returns, count);
    }
  }

  #visitNonterminal(nonterminal: number, dot: number, returns: number, count: number): void {
    const waiting = this.#forNonterminal.get(nonterminal);
    if (waiting !== undefined) waiting.push(dot + 1, returns, count);
    else {
      this.#forNonterminal.set(nonterminal, [dot + 1, returns, count]);
      const own = localReturn(nonterminal);
      for (const start of this.#tables.alternatives[nonterminal]!) this.#add(start, own, 0);
    }
    if (this.#tables.isNullable[nonterminal] === 1 && !this.#isIdle(dot)) {
      this.#add(dot + 1, returns, count);
    }
  }

  /** An empty element of a repeat without separator changes nothing but the count: it is skipped. */
  #isIdle(dot: number): boolean {
    const repeat = this.#tables.repeats[this.#tables.owner[dot]!];
    return repeat !== undefined && repeat.element === dot && repeat.again === dot;
  }

  #visitControl(code: number, dot: number, returns: number, count: number): void {
    if (code === operation.end) {
      this.#complete(returns);
      return;
    }
    const nonterminal = this.#tables.owner[dot]!;
    const repeat = this.#tables.repeats[nonterminal]!;
    if (code === operation.back) {
      this.#add(repeat.element, returns, count);
      return;
    }
    const element = this.#tables.operations[repeat.element]!;
    const canBeEmpty = (element & 1) === 0 && this.#tables.isNullable[element >>> 1] === 1;
    const done = repeat.most === Infinity ? Math.min(count + 1, repeat.least) : count + 1;
    const isEnough = done >= repeat.least || (canBeEmpty && repeat.again === repeat.element);
    if (isEnough) this.#complete(returns);
    if (count + 1 < repeat.most) this.#add(repeat.again, returns, done);
  }

  /** A rule that started in this row is complete only when it is empty: prediction saw to that. */
  #complete(returns: number): void {
    if (returns < 0) return;
    const continuations = this.#returnSets.get(returns);
    for (let index = 0; index < continuations.length; index += 3) {
      const dot = continuations[index]!;
      if (dot === acceptDot) this.#isAccepting = true;
      else this.#add(dot, continuations[index + 1]!, continuations[index + 2]!);
    }
  }

  #add(dot: number, returns: number, count: number): void {
    const key = itemKey(dot, returns, count);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#items.push(dot, returns, count);
    if (this.#items.length > 3 * this.#limits.rowItems) {
      throw tooComplexError('rowItems', this.#limits.rowItems);
    }
  }

  #terminals(): number[] {
    const terminals = new Set<number>();
    for (let index = 0; index < this.#forTerminal.length; index += 4) {
      terminals.add(this.#forTerminal[index]!);
    }
    return [...terminals].sort((a, b) => a - b);
  }
}

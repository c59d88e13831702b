import { tooComplexError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { ListTable } from '../list-table.ts';
import { Closure } from './closure.ts';
import { acceptReturn, itemKey, ReturnSets } from './return-sets.ts';
import { localReturn, nonterminalOfLocal, type Row } from './row.ts';
import { findSkips } from './skipping.ts';
import { operation, type ParserTables } from './tables.ts';

/** The row of a text that cannot be. */
export const noRow = -1;

/**
 * Earley's parser (1970) over sets of terminals, with rows that are interned by content. Items return
 * to sets of places (`ReturnSets`) instead of to positions in the text, and an item at the end of its
 * rule hands on where its own rule returns to: right recursion needs no chain of completions, and
 * equal rows meet again however long the text was.
 */
export class Parser {
  readonly tables: ParserTables;
  readonly rows: Row[] = [];
  readonly startRow: Row;
  readonly #limits: Limits;
  readonly #returnSets = new ReturnSets();
  readonly #rowKeys = new ListTable();
  readonly #closure: Closure;

  constructor(tables: ParserTables, limits: Limits) {
    this.tables = tables;
    this.#limits = limits;
    this.#closure = new Closure(tables, this.#returnSets, limits);
    this.startRow = this.rows[this.#enter([tables.startDot, acceptReturn, 0], [])]!;
  }

  /** The row after the terminals of set `id`, all of which matched the same text. */
  scan(row: Row, id: number, terminals: ArrayLike<number>): number {
    const known = row.scans.get(id);
    if (known !== undefined) return known;
    const next = this.#scan(row, terminals);
    row.scans.set(id, next);
    return next;
  }

  #scan(row: Row, terminals: ArrayLike<number>): number {
    const kernel: number[] = [];
    const scopes: number[] = [];
    const waiting = row.waitingForTerminal;
    for (let index = 0; index < terminals.length; index++) {
      const terminal = terminals[index]!;
      const scope = this.tables.lexemes[terminal]?.scope ?? 0;
      if (scope !== 0 && !scopes.includes(scope)) scopes.push(scope);
      for (let item = 0; item < waiting.length; item += 4) {
        if (waiting[item] !== terminal) continue;
        const returns = this.#resolve(row, waiting[item + 2]!);
        kernel.push(waiting[item + 1]!, returns, waiting[item + 3]!);
      }
    }
    return kernel.length === 0 ? noRow : this.#enter(kernel, scopes);
  }

  #enter(kernel: readonly number[], scopes: readonly number[]): number {
    const closed = this.#closure.run(kernel);
    const skips = findSkips(this.tables, scopes, closed.terminals);
    const from = skips.length > 0 ? scopes.toSorted((a, b) => a - b) : [];
    const list = [closed.isAccepting ? 1 : 0, from.length, ...from, ...closed.key];
    const count = this.#rowKeys.length;
    const id = this.#rowKeys.intern(list);
    if (id < count) return id;
    if (id >= this.#limits.rows) throw tooComplexError('rows', this.#limits.rows);
    this.rows.push({
      id,
      isAccepting: closed.isAccepting,
      terminals: closed.terminals,
      waitingForTerminal: closed.waitingForTerminal,
      waitingForNonterminal: closed.waitingForNonterminal,
      returns: new Map(),
      scans: new Map(),
      skips,
      starts: new Map(),
    });
    return id;
  }

  #resolve(row: Row, returns: number): number {
    if (returns >= 0) return returns;
    const nonterminal = nonterminalOfLocal(returns);
    const known = row.returns.get(nonterminal);
    if (known === undefined) return this.#returnSetOf(row, nonterminal);
    return known === inProgress ? this.#reserve(row, nonterminal) : known;
  }

  /** Where `nonterminal`, started in `row`, returns to. Goes through what it needs without a deep stack. */
  #returnSetOf(row: Row, nonterminal: number): number {
    const frames = [{ nonterminal, needs: this.#needs(row, nonterminal) }];
    row.returns.set(nonterminal, inProgress);
    for (let top = frames.at(-1); top !== undefined; top = frames.at(-1)) {
      const need = top.needs.pop();
      if (need === undefined) {
        this.#complete(row, top.nonterminal);
        frames.pop();
      } else if (!row.returns.has(need)) {
        row.returns.set(need, inProgress);
        frames.push({ nonterminal: need, needs: this.#needs(row, need) });
      }
    }
    return row.returns.get(nonterminal)!;
  }

  /** The nonterminals of the same row that have to be resolved first. */
  #needs(row: Row, nonterminal: number): number[] {
    const needs: number[] = [];
    this.#eachReturn(row, nonterminal, (_, returns) => {
      if (returns < 0) needs.push(nonterminalOfLocal(returns));
    });
    return needs;
  }

  #complete(row: Row, nonterminal: number): void {
    const continuations: number[] = [];
    const seen = new Set<number | string>();
    this.#eachReturn(row, nonterminal, (dot, returns, count) => {
      const set = this.#resolve(row, returns);
      const key = itemKey(dot, set, count);
      if (seen.has(key)) return;
      seen.add(key);
      continuations.push(dot, set, count);
    });
    if (continuations.length > 3 * this.#limits.rowItems) {
      throw tooComplexError('rowItems', this.#limits.rowItems);
    }
    const reserved = row.returns.get(nonterminal)!;
    if (reserved === inProgress)
      row.returns.set(nonterminal, this.#returnSets.intern(continuations));
    else this.#returnSets.fill(reserved, continuations);
  }

  #reserve(row: Row, nonterminal: number): number {
    const reserved = this.#returnSets.reserve();
    row.returns.set(nonterminal, reserved);
    return reserved;
  }

  /** Visits where `nonterminal` goes on; a rule that ends with it hands on where that rule returns to. */
  #eachReturn(row: Row, nonterminal: number, visit: Collect): void {
    /** Return sets and local returns that have been followed. */
    const seen = new Set([localReturn(nonterminal)]);
    for (const from of seen) {
      if (from >= 0) {
        this.#collectSet(from, visit);
        continue;
      }
      const waiting = row.waitingForNonterminal.get(nonterminalOfLocal(from)) ?? [];
      for (let item = 0; item < waiting.length; item += 3) {
        const [after, returns] = [waiting[item]!, waiting[item + 1]!];
        if (this.tables.operations[after] === operation.end) seen.add(returns);
        else visit(after, returns, waiting[item + 2]!);
      }
    }
  }

  #collectSet(returns: number, collect: Collect): void {
    const continuations = this.#returnSets.get(returns);
    for (let index = 0; index < continuations.length; index += 3) {
      collect(continuations[index]!, continuations[index + 1]!, continuations[index + 2]!);
    }
  }
}

type Collect = (dot: number, returns: number, count: number) => void;

const inProgress = -1;

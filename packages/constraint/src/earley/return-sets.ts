import { ListTable } from '../list-table.ts';

/** The dot of a continuation that says: the whole text is complete. */
export const acceptDot = -1;

/** The return set of the start symbol. */
export const acceptReturn = 0;

/**
 * Where the parser goes on once a nonterminal is complete: a list of continuations, each a dot, the
 * return set of the rule the dot is in, and its count if that rule is a repeat. Equal lists are one
 * set, so that a parser state that returns to the same places is the same state.
 *
 * A left-recursive rule returns to itself; its set is named before its content is known and is equal to
 * itself only.
 */
export class ReturnSets {
  readonly #lists: Int32Array[] = [];
  readonly #interned = new ListTable();
  readonly #setOfList: number[] = [];

  constructor() {
    this.intern([acceptDot, 0, 0]);
  }

  get length(): number {
    return this.#lists.length;
  }

  /** `continuations` holds three numbers for each, without order or uniqueness. */
  intern(continuations: readonly number[]): number {
    const sorted = sortTriples(continuations);
    const list = this.#interned.intern(sorted);
    const known = this.#setOfList[list];
    if (known !== undefined) return known;
    this.#setOfList[list] = this.#lists.length;
    this.#lists.push(sorted);
    return this.#lists.length - 1;
  }

  reserve(): number {
    this.#lists.push(new Int32Array(0));
    return this.#lists.length - 1;
  }

  fill(set: number, continuations: readonly number[]): void {
    this.#lists[set] = sortTriples(continuations);
  }

  get(set: number): Int32Array {
    return this.#lists[set]!;
  }
}

/** Sorted by all three numbers, each triple once. */
export function sortTriples(triples: readonly number[]): Int32Array {
  if (triples.length === 3) return Int32Array.from(triples);
  const order: number[] = [];
  for (let index = 0; index < triples.length; index += 3) order.push(index);
  const compare = (a: number, b: number) =>
    triples[a]! - triples[b]! ||
    triples[a + 1]! - triples[b + 1]! ||
    triples[a + 2]! - triples[b + 2]!;
  order.sort(compare);
  const sorted: number[] = [];
  let previous = -1;
  for (const index of order) {
    if (previous >= 0 && compare(previous, index) === 0) continue;
    sorted.push(triples[index]!, triples[index + 1]!, triples[index + 2]!);
    previous = index;
  }
  return Int32Array.from(sorted);
}

/** One key for a dot, a return set (or local return) and a count; a number where it fits into one. */
export function itemKey(dot: number, returns: number, count: number): number | string {
  const place = returns + 2 ** 20;
  if (dot < 2 ** 21 && place >= 0 && place < 2 ** 22 && count < 2 ** 9) {
    return (dot * 2 ** 22 + place) * 2 ** 9 + count;
  }
  return `${dot},${returns},${count}`;
}

/** Which two neighbouring tokens become one, and how early: a lower rank goes first. */
export interface MergeTable {
  /** -1 where the two do not merge. */
  rank(left: number, right: number): number;
  /** The token that a merge of this rank makes. */
  result(rank: number): number;
}

/** `undefined` when a merge names a token that the vocabulary lacks. */
export function createMergeTable(
  merges: readonly (string | readonly [string, string])[],
  vocabulary: ReadonlyMap<string, number>,
): MergeTable | undefined {
  const pairs = new PairTable(merges.length);
  const results = new Int32Array(merges.length);
  for (const [rank, merge] of merges.entries()) {
    const [left = '', right = ''] = typeof merge === 'string' ? merge.split(' ', 2) : merge;
    const [leftId, rightId, result] = [left, right, left + right].map((text) =>
      vocabulary.get(text),
    );
    if (leftId === undefined || rightId === undefined || result === undefined) return undefined;
    pairs.set(leftId, rightId, rank);
    results[rank] = result;
  }
  return {
    rank: (left, right) => pairs.get(left, right),
    result: (rank) => results[rank]!,
  };
}

/** A hash table in typed arrays: encoding asks it for every pair of symbols, and a `Map` of pairs takes ten times as long. */
class PairTable {
  readonly #mask: number;
  readonly #lefts: Int32Array;
  readonly #rights: Int32Array;
  readonly #values: Int32Array;

  constructor(count: number) {
    const size = 2 ** Math.ceil(Math.log2(2 * count + 2));
    this.#mask = size - 1;
    this.#lefts = new Int32Array(size);
    this.#rights = new Int32Array(size);
    this.#values = new Int32Array(size).fill(-1);
  }

  set(left: number, right: number, value: number): void {
    const place = this.#place(left, right);
    this.#lefts[place] = left;
    this.#rights[place] = right;
    this.#values[place] = value;
  }

  /** -1 for a pair that was not set. */
  get(left: number, right: number): number {
    return this.#values[this.#place(left, right)]!;
  }

  /** Where the pair is, or would be: half of the places are free, so one is always found. */
  #place(left: number, right: number): number {
    const hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
    let place = (hash ^ (hash >>> 15)) & this.#mask;
    while (this.#values[place]! >= 0) {
      if (this.#lefts[place] === left && this.#rights[place] === right) return place;
      place = (place + 1) & this.#mask;
    }
    return place;
  }
}

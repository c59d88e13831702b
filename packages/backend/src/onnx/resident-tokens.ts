import type { KeyValueCache } from './cache.ts';

/** Memory stays with the process once a token was written to it; this keeps count, slot by slot, and gives back what is too much. */
export class ResidentTokens {
  readonly #limit: number;
  readonly #touched: number[];
  #total = 0;

  constructor(slots: number, limit: number) {
    this.#limit = limit;
    this.#touched = new Array(slots).fill(0);
  }

  /** The first `length` tokens of the slot are about to be written. */
  touch(slot: number, length: number): void {
    const more = length - this.#touched[slot]!;
    if (more <= 0) return;
    this.#touched[slot]! += more;
    this.#total += more;
  }

  /** Once over the limit, gives back what lies beyond the tokens that are in use: `lengths` has them for each slot. */
  trim(lengths: readonly number[], cache: Pick<KeyValueCache, 'discard'>): void {
    if (this.#total <= this.#limit) return;
    for (const [slot, length] of lengths.entries()) {
      if (this.#touched[slot]! <= length) continue;
      cache.discard(slot, length);
      this.#total -= this.#touched[slot]! - length;
      this.#touched[slot] = length;
    }
  }
}

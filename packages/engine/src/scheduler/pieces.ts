import type { ModelInfo } from '@antiphon/backend';

/** Pieces of coupled models end at its multiples. */
const GRID = 32;

/**
 * Cuts prompts into pieces so that the bits of their keys and values do not depend on where the cuts are, which is a matter of
 * the load. Most models run a token in a piece of two or more to the same bits whatever the piece, but in a piece of one as a
 * decode step, whose kernels round in another way: so no piece has one token. Pieces of coupled models, which scale activations
 * over all that is run together, always end at the same places.
 */
export class Pieces {
  readonly #isCoupled: boolean;

  constructor({ can }: ModelInfo) {
    this.#isCoupled = can.coupled ?? !can.batch;
  }

  /** Where the piece from `start` on ends that has about `size` tokens, at most at `end`. */
  cut(start: number, end: number, size: number): number {
    if (this.#isCoupled) return Math.min(end, start - (start % GRID) + GRID);
    const cut = start + Math.max(size, 2);
    return cut >= end - 1 ? end : cut;
  }

  /** How many of a prompt's tokens may be taken from where `shared` of them have been run already. */
  reusable(shared: number, promptTokens: number): number {
    if (!this.#isCoupled) return Math.max(Math.min(shared, promptTokens - 2), 0);
    const most = Math.min(shared, promptTokens - 1);
    return most - (most % GRID);
  }
}

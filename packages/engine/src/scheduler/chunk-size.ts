/** A chunk of one token would be run as a decode step, whose bits are not those of a chunk. */
const SMALLEST = 2;

/** How much the size may change at a time. */
const LARGEST_CHANGE = 2;

/** A chunk that was cut must have become faster by this part of what it lost in length. */
const WORTH_CUTTING = 1 / 3;

/** For so many adjustments it is not tried again where it was not worth it. */
const PATIENCE = 8;

/**
 * The size of a chunk, adjusted to the time that it takes. Part of that time does not come from the chunk's tokens but from the
 * weights that are read and from the tokens before it. Where that is most of it, shorter chunks are only more of them.
 */
export class ChunkSize {
  readonly #largest: number;
  #value = 0;
  /** The size before, and the time that it took. */
  #before: { readonly size: number; readonly milliseconds: number } | undefined;
  #floor = SMALLEST;
  #patience = 0;

  constructor(largest: number) {
    this.#largest = Math.max(largest, SMALLEST);
  }

  get value(): number {
    return this.#value;
  }

  /** The nearest size that a chunk may have. */
  clamp(size: number): number {
    return Math.min(Math.max(Math.round(size), SMALLEST), this.#largest);
  }

  /** Begins with a guess. */
  reset(size: number): void {
    this.#value = this.clamp(size);
    this.#before = undefined;
    this.#floor = SMALLEST;
  }

  /** Takes note of the time that a chunk of this size takes, and of the time that it may take. */
  adjust(milliseconds: number, allowedMs: number): void {
    this.#findFloor(milliseconds);
    const ratio = Math.max(milliseconds / allowedMs, 1 / LARGEST_CHANGE);
    const size = this.clamp(this.#value / Math.min(ratio, LARGEST_CHANGE));
    this.#before = { size: this.#value, milliseconds };
    this.#value = Math.max(size, this.#floor);
  }

  #findFloor(milliseconds: number): void {
    if (this.#patience > 0) this.#patience--;
    else this.#floor = SMALLEST;
    const before = this.#before;
    if (!before || before.size <= this.#value) return;
    const saved = 1 - milliseconds / before.milliseconds;
    const lost = 1 - this.#value / before.size;
    if (saved >= lost * WORTH_CUTTING) return;
    this.#floor = before.size;
    this.#patience = PATIENCE;
  }
}

import { Candidates } from './candidates.ts';

/** How many logits are summed at once. */
export const sumSize = 512;

/**
 * The memory that a step needs, whatever the settings. All samplers that use one vocabulary in one
 * thread can share it.
 */
export class Workspace {
  readonly vocabularySize: number;
  readonly candidates = new Candidates();
  /** One for each `sumSize` logits. */
  readonly sums: Float64Array;
  #logits: Float32Array = new Float32Array(0);
  #rawLogits: Float32Array = new Float32Array(0);
  #numbers = new Float64Array(256);

  constructor(vocabularySize: number) {
    this.vocabularySize = vocabularySize;
    this.sums = new Float64Array(Math.ceil(vocabularySize / sumSize));
  }

  /** The logits of the step: the caller's own array, which the stages change. */
  get logits(): Float32Array {
    return this.#logits;
  }

  /** Begins a step. Its stages will change `logits` itself. */
  load(logits: Float32Array): void {
    if (logits.length !== this.vocabularySize) {
      throw new RangeError(`expected ${this.vocabularySize} logits, got ${logits.length}`);
    }
    this.#logits = logits;
  }

  /** Keeps the logits as they are now in `rawLogits`. */
  keepRawLogits(): void {
    if (this.#rawLogits.length === 0) this.#rawLogits = new Float32Array(this.vocabularySize);
    this.#rawLogits.set(this.#logits);
  }

  /** What `keepRawLogits` kept. */
  get rawLogits(): Float32Array {
    return this.#rawLogits;
  }

  /** At least `count` float64 of any content, the same memory at each call. */
  numbers(count: number): Float64Array {
    if (this.#numbers.length < count) this.#numbers = new Float64Array(2 * count);
    return this.#numbers;
  }
}

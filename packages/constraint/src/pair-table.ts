import { mix } from './regex/nodes.ts';

/** Numbers by pairs of non-negative numbers, with open addressing: a Map of joined keys costs far more. */
export class PairTable {
  #left: Int32Array;
  #right: Int32Array;
  #values: Int32Array;
  #count = 0;

  constructor(capacity = 64) {
    this.#left = new Int32Array(capacity).fill(-1);
    this.#right = new Int32Array(capacity);
    this.#values = new Int32Array(capacity);
  }

  /** -1 when unknown. */
  get(left: number, right: number): number {
    const last = this.#left.length - 1;
    for (let slot = mix(left, right) & last; ; slot = (slot + 1) & last) {
      const found = this.#left[slot]!;
      if (found === left && this.#right[slot] === right) return this.#values[slot]!;
      if (found === -1) return -1;
    }
  }

  /** The pair must not be in the table yet. */
  add(left: number, right: number, value: number): void {
    if (++this.#count * 2 > this.#left.length) this.#grow();
    this.#insert(left, right, value);
  }

  #insert(left: number, right: number, value: number): void {
    const last = this.#left.length - 1;
    let slot = mix(left, right) & last;
    while (this.#left[slot] !== -1) slot = (slot + 1) & last;
    this.#left[slot] = left;
    this.#right[slot] = right;
    this.#values[slot] = value;
  }

  #grow(): void {
    const [left, right, values] = [this.#left, this.#right, this.#values];
    this.#left = new Int32Array(left.length * 2).fill(-1);
    this.#right = new Int32Array(left.length * 2);
    this.#values = new Int32Array(left.length * 2);
    for (let slot = 0; slot < left.length; slot++) {
      if (left[slot] !== -1) this.#insert(left[slot]!, right[slot]!, values[slot]!);
    }
  }
}

import { mix } from './nodes.ts';

/** Interned sets of bytes: eight words each, set 0 is the empty one. */
export class ByteSets {
  /** Set s takes words 8s to 8s+7. */
  words = new Uint32Array(8 * 64);
  length = 0;
  #buckets = new Int32Array(128);
  readonly #ranges = new Map<number, number>();
  readonly #scratch = new Uint32Array(8);

  constructor() {
    this.intern(this.#scratch);
  }

  intern(bits: Uint32Array): number {
    const last = this.#buckets.length - 1;
    let slot = hashOf(bits, 0) & last;
    for (; this.#buckets[slot] !== 0; slot = (slot + 1) & last) {
      if (this.#equals(this.#buckets[slot]! - 1, bits)) return this.#buckets[slot]! - 1;
    }
    const set = this.length++;
    if (set * 8 === this.words.length) {
      const larger = new Uint32Array(this.words.length * 2);
      larger.set(this.words);
      this.words = larger;
    }
    this.words.set(bits, set * 8);
    this.#buckets[slot] = set + 1;
    if (this.length * 2 > this.#buckets.length) this.#rehash();
    return set;
  }

  #equals(set: number, bits: Uint32Array): boolean {
    for (let word = 0; word < 8; word++) {
      if (this.words[set * 8 + word] !== bits[word]) return false;
    }
    return true;
  }

  #rehash(): void {
    const buckets = new Int32Array(this.#buckets.length * 2);
    for (let set = 0; set < this.length; set++) {
      let slot = hashOf(this.words, set * 8) & (buckets.length - 1);
      while (buckets[slot] !== 0) slot = (slot + 1) & (buckets.length - 1);
      buckets[slot] = set + 1;
    }
    this.#buckets = buckets;
  }

  internRange(first: number, last: number): number {
    const key = first * 256 + last;
    let set = this.#ranges.get(key);
    if (set === undefined) {
      const bits = this.#scratch.fill(0);
      for (let byte = first; byte <= last; byte++) bits[byte >>> 5]! |= 1 << (byte & 31);
      set = this.intern(bits);
      this.#ranges.set(key, set);
    }
    return set;
  }

  has(set: number, byte: number): boolean {
    return ((this.words[set * 8 + (byte >>> 5)]! >>> (byte & 31)) & 1) === 1;
  }

  /** The bits of the bytes that are in every one of `sets`. */
  intersection(sets: readonly number[]): Uint32Array {
    const bits = new Uint32Array(8).fill(0xffffffff);
    for (const set of sets) {
      for (let word = 0; word < 8; word++) bits[word]! &= this.words[set * 8 + word]!;
    }
    return bits;
  }

  /** The bits of the bytes that are in one of `sets`. */
  union(sets: readonly number[]): Uint32Array {
    const bits = new Uint32Array(8);
    for (const set of sets) {
      for (let word = 0; word < 8; word++) bits[word]! |= this.words[set * 8 + word]!;
    }
    return bits;
  }
}

function hashOf(words: Uint32Array, start: number): number {
  let hash = 0;
  for (let word = start; word < start + 8; word++) hash = mix(hash, words[word]!);
  return hash;
}

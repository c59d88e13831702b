/** Interned sets of bytes: eight words each, set 0 is the empty one. */
export class ByteSets {
  /** Set s takes words 8s to 8s+7. */
  words = new Uint32Array(8 * 64);
  length = 0;
  readonly #known = new Map<string, number>();
  readonly #ranges = new Map<number, number>();
  readonly #scratch = new Uint32Array(8);

  constructor() {
    this.intern(this.#scratch);
  }

  intern(bits: Uint32Array): number {
    const key = String.fromCharCode(...new Uint16Array(bits.buffer, bits.byteOffset, 16));
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const set = this.length++;
    if (set * 8 === this.words.length) {
      const larger = new Uint32Array(this.words.length * 2);
      larger.set(this.words);
      this.words = larger;
    }
    this.words.set(bits, set * 8);
    this.#known.set(key, set);
    return set;
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

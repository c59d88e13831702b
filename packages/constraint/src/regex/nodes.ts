/** What a node of a regex is. The meaning of `first`, `second` and `third` depends on it. */
export const nodeKind = {
  nothing: 0,
  empty: 1,
  /** first: index of the byte set. */
  set: 2,
  /** first: the head, never a concatenation itself; second: the rest. */
  concat: 3,
  /** first: where its operands start in the pool; second: how many. */
  union: 4,
  /** As union. */
  intersection: 5,
  /** first: what it is the complement of. */
  complement: 6,
  /** first: the body; second: least; third: most, `unbounded` for no limit. */
  repeat: 7,
  /** first: index of the machine; second: its state. */
  machine: 8,
} as const;

export const unbounded = 0x7fffffff;

/** Hash-consed storage: equal nodes have equal ids, so that ids can be compared and memoised. */
export class NodeTable {
  kind = new Uint8Array(256);
  first = new Int32Array(256);
  second = new Int32Array(256);
  third = new Int32Array(256);
  operands = new Int32Array(256);
  length = 0;
  operandCount = 0;
  #buckets = new Int32Array(512);

  /** The id of the node, and whether it is new, as `id * 2 + (new ? 1 : 0)`. */
  intern(kind: number, first: number, second: number, third: number): number {
    let slot = mix(mix(mix(kind, first), second), third) & (this.#buckets.length - 1);
    for (;;) {
      const id = this.#buckets[slot]! - 1;
      if (id < 0) break;
      if (
        this.kind[id] === kind &&
        this.first[id] === first &&
        this.second[id] === second &&
        this.third[id] === third
      ) {
        return id * 2;
      }
      slot = (slot + 1) & (this.#buckets.length - 1);
    }
    return this.#append(slot, kind, first, second, third) * 2 + 1;
  }

  /** As `intern`, for a union or an intersection of sorted operands. */
  internMany(kind: number, operands: readonly number[]): number {
    let hash = kind;
    for (const operand of operands) hash = mix(hash, operand);
    let slot = hash & (this.#buckets.length - 1);
    for (;;) {
      const id = this.#buckets[slot]! - 1;
      if (id < 0) break;
      if (this.kind[id] === kind && this.#hasOperands(id, operands)) return id * 2;
      slot = (slot + 1) & (this.#buckets.length - 1);
    }
    const start = this.operandCount;
    if (start + operands.length > this.operands.length) {
      this.operands = grown(this.operands, start + operands.length);
    }
    this.operands.set(operands, start);
    this.operandCount += operands.length;
    return this.#append(slot, kind, start, operands.length, 0) * 2 + 1;
  }

  #hasOperands(id: number, operands: readonly number[]): boolean {
    if (this.second[id] !== operands.length) return false;
    const start = this.first[id]!;
    for (let index = 0; index < operands.length; index++) {
      if (this.operands[start + index] !== operands[index]) return false;
    }
    return true;
  }

  #append(slot: number, kind: number, first: number, second: number, third: number): number {
    const id = this.length++;
    if (id === this.kind.length) this.#growColumns();
    this.kind[id] = kind;
    this.first[id] = first;
    this.second[id] = second;
    this.third[id] = third;
    this.#buckets[slot] = id + 1;
    if (this.length * 2 > this.#buckets.length) this.#rehash();
    return id;
  }

  #growColumns(): void {
    const kind = new Uint8Array(this.kind.length * 2);
    kind.set(this.kind);
    this.kind = kind;
    this.first = grown(this.first, kind.length);
    this.second = grown(this.second, kind.length);
    this.third = grown(this.third, kind.length);
  }

  #rehash(): void {
    const buckets = new Int32Array(this.#buckets.length * 2);
    for (let id = 0; id < this.length; id++) {
      let slot = this.#hash(id) & (buckets.length - 1);
      while (buckets[slot] !== 0) slot = (slot + 1) & (buckets.length - 1);
      buckets[slot] = id + 1;
    }
    this.#buckets = buckets;
  }

  #hash(id: number): number {
    const kind = this.kind[id]!;
    if (kind !== nodeKind.union && kind !== nodeKind.intersection) {
      return mix(mix(mix(kind, this.first[id]!), this.second[id]!), this.third[id]!);
    }
    let hash: number = kind;
    const start = this.first[id]!;
    const end = start + this.second[id]!;
    for (let index = start; index < end; index++) hash = mix(hash, this.operands[index]!);
    return hash;
  }
}

/** One round of murmur3's 32-bit mixing. */
export function mix(hash: number, value: number): number {
  let scrambled = Math.imul(value, 0xcc9e2d51);
  scrambled = Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  const mixed = hash ^ scrambled;
  const rotated = Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64;
  return rotated ^ (rotated >>> 15);
}

/** A copy with room for at least `needed` entries, and twice as many as before. */
export function grown(array: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(array.length * 2, needed));
  larger.set(array);
  return larger;
}

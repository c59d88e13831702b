import type { Kept, MemoryBudget } from './memory-budget.ts';
import { mix } from './regex/nodes.ts';

/** A set of tokens: the bits of `base`, and the ids of `extra`. */
export interface Mask {
  readonly base: Kept<Uint32Array> | undefined;
  readonly extra: Int32Array;
}

const overheadBytes = 120;

/** All masks of a vocabulary, equal ones once. */
export class MaskStore {
  readonly budget: MemoryBudget;
  readonly #masks = new Map<number, Kept<Mask>[]>();
  readonly #bitmaps = new Map<number, Kept<Uint32Array>[]>();
  #evictions = 0;

  constructor(budget: MemoryBudget) {
    this.budget = budget;
  }

  /** `bits` must not change afterwards. */
  bitmap(bits: Uint32Array): Kept<Uint32Array> {
    const hash = hashOf(bits);
    const bucket = bucketOf(this.#bitmaps, hash);
    for (const kept of bucket) {
      if (kept.value !== undefined && equals(kept.value, bits)) return kept;
    }
    const kept = this.budget.keep(bits, bits.byteLength + overheadBytes);
    bucket.push(kept);
    this.#forgetEvicted();
    return kept;
  }

  mask(base: Kept<Uint32Array> | undefined, extra: Int32Array): Kept<Mask> {
    const hash = mix(hashOf(extra), base?.bytes ?? 0);
    const bucket = bucketOf(this.#masks, hash);
    for (const kept of bucket) {
      const { value } = kept;
      if (value !== undefined && value.base === base && equals(value.extra, extra)) return kept;
    }
    const kept = this.budget.keep({ base, extra }, extra.byteLength + overheadBytes);
    bucket.push(kept);
    this.#forgetEvicted();
    return kept;
  }

  #forgetEvicted(): void {
    if (this.budget.evictions === this.#evictions) return;
    this.#evictions = this.budget.evictions;
    for (const table of [this.#masks, this.#bitmaps]) {
      for (const [hash, bucket] of table) {
        if (bucket.every((kept) => kept.value === undefined)) table.delete(hash);
      }
    }
  }
}

function bucketOf<Value>(table: Map<number, Kept<Value>[]>, hash: number): Kept<Value>[] {
  let bucket = table.get(hash);
  if (bucket === undefined) {
    bucket = [];
    table.set(hash, bucket);
  }
  return bucket;
}

function hashOf(numbers: Int32Array | Uint32Array): number {
  let hash = numbers.length;
  for (let index = 0; index < numbers.length; index++) hash = mix(hash, numbers[index]!);
  return hash;
}

function equals(a: Int32Array | Uint32Array, b: Int32Array | Uint32Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

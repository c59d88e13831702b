import { grown, mix } from './regex/nodes.ts';

/** Interned lists of numbers: equal lists have equal ids, counted from 0. */
export class ListTable {
  #items = new Int32Array(256);
  #starts = new Int32Array(64);
  #buckets = new Int32Array(128);
  length = 0;

  /** Whether the list was known tells `length`: a new one has the last id. */
  intern(list: ArrayLike<number>, length: number = list.length): number {
    let hash = length;
    for (let index = 0; index < length; index++) hash = mix(hash, list[index]!);
    let slot = hash & (this.#buckets.length - 1);
    for (;;) {
      const id = this.#buckets[slot]! - 1;
      if (id < 0) break;
      if (this.#equals(id, list, length)) return id;
      slot = (slot + 1) & (this.#buckets.length - 1);
    }
    return this.#append(slot, list, length);
  }

  /** A view that stays valid until the next `intern`. */
  get(id: number): Int32Array {
    return this.#items.subarray(this.#starts[id]!, this.#starts[id + 1]!);
  }

  #equals(id: number, list: ArrayLike<number>, length: number): boolean {
    const start = this.#starts[id]!;
    if (this.#starts[id + 1]! - start !== length) return false;
    for (let index = 0; index < length; index++) {
      if (this.#items[start + index] !== list[index]) return false;
    }
    return true;
  }

  #append(slot: number, list: ArrayLike<number>, length: number): number {
    const id = this.length++;
    const start = this.#starts[id]!;
    if (start + length > this.#items.length) this.#items = grown(this.#items, start + length);
    for (let index = 0; index < length; index++) this.#items[start + index] = list[index]!;
    if (id + 2 > this.#starts.length) this.#starts = grown(this.#starts, id + 2);
    this.#starts[id + 1] = start + length;
    this.#buckets[slot] = id + 1;
    if (this.length * 2 > this.#buckets.length) this.#rehash();
    return id;
  }

  #rehash(): void {
    const buckets = new Int32Array(this.#buckets.length * 2);
    for (let id = 0; id < this.length; id++) {
      const list = this.get(id);
      let hash = list.length;
      for (let index = 0; index < list.length; index++) hash = mix(hash, list[index]!);
      let slot = hash & (buckets.length - 1);
      while (buckets[slot] !== 0) slot = (slot + 1) & (buckets.length - 1);
      buckets[slot] = id + 1;
    }
    this.#buckets = buckets;
  }
}

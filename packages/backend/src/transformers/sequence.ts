import type { DynamicCache } from '@xenova/transformers';
import type { Sequence } from '../logits-model.ts';
import { isKeysOrValues } from './cache-layout.ts';

export interface SequenceOwner {
  fork(cache: DynamicCache | undefined, length: number): TransformersSequence;
  close(sequence: TransformersSequence): void;
}

/** A sequence and its tensors, which are never changed in place: a fork shares them. */
export class TransformersSequence implements Sequence {
  readonly #owner: SequenceOwner;
  #cache: DynamicCache | undefined;
  #length: number;
  #isShared = false;

  constructor(owner: SequenceOwner, cache: DynamicCache | undefined, length: number) {
    this.#owner = owner;
    this.#cache = cache;
    this.#length = length;
  }

  get length(): number {
    return this.#length;
  }

  get cache(): DynamicCache | undefined {
    return this.#cache;
  }

  /** Goes on with other tensors. */
  advance(cache: DynamicCache | undefined, length: number): void {
    this.#free();
    this.#cache = cache;
    this.#isShared = false;
    this.#length = length;
  }

  truncate(length: number): void {
    if (length >= this.#length) return;
    this.advance(shortened(this.#cache, length), length);
  }

  fork(length: number = this.#length): Sequence {
    const kept = Math.min(length, this.#length);
    if (kept < this.#length) return this.#owner.fork(shortened(this.#cache, kept), kept);
    this.#isShared = true;
    const fork = this.#owner.fork(this.#cache, kept);
    fork.#isShared = true;
    return fork;
  }

  close(): void {
    this.#free();
    this.#cache = undefined;
    this.#owner.close(this);
  }

  /** What lies in the memory of another device is not collected as garbage. */
  #free(): void {
    if (this.#isShared) return;
    // Where that fails, the device is gone and its memory with it.
    this.#cache?.dispose().catch(() => undefined);
  }
}

function shortened(cache: DynamicCache | undefined, length: number): DynamicCache | undefined {
  if (!cache || length === 0) return undefined;
  const copy: DynamicCache = Object.create(Object.getPrototypeOf(cache));
  for (const [name, tensor] of Object.entries(cache)) {
    if (!isKeysOrValues(name)) {
      throw new TypeError(`the state ${name} cannot be cut: truncate to 0 only`);
    }
    copy[name] = tensor.slice(null, null, [0, length], null);
  }
  return copy;
}

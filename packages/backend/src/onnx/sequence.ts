import type { Sequence } from '../logits-model.ts';
import type { Tenant } from './slots.ts';

export interface SequenceOwner {
  truncate(sequence: OnnxSequence, length: number): void;
  fork(sequence: OnnxSequence, length: number): Sequence;
  close(sequence: OnnxSequence): void;
}

/** A sequence in a slot; its owner moves it and sets its length. */
export class OnnxSequence implements Sequence, Tenant {
  slot: number;
  readonly #owner: SequenceOwner;
  #length: number;

  constructor(owner: SequenceOwner, slot: number, length: number) {
    this.#owner = owner;
    this.slot = slot;
    this.#length = length;
  }

  get length(): number {
    return this.#length;
  }

  setLength(length: number): void {
    this.#length = length;
  }

  truncate(length: number): void {
    this.#owner.truncate(this, Math.min(length, this.#length));
  }

  fork(length: number = this.#length): Sequence {
    return this.#owner.fork(this, Math.min(length, this.#length));
  }

  close(): void {
    this.#owner.close(this);
  }
}

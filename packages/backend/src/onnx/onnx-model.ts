import type { LogitsModel, ModelInfo, Sequence, StepItem } from '../logits-model.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { OnnxSequence, type SequenceOwner } from './sequence.ts';
import { type Row, Stepper, type StepperParts, type Work } from './stepper.ts';

export interface OnnxModelParts extends StepperParts {
  readonly info: ModelInfo;
  readonly tokenizer: Tokenizer;
}

/** Runs a graph on ONNX Runtime's C API, off this thread. */
export class OnnxModel implements LogitsModel {
  readonly info: ModelInfo;
  readonly tokenizer: Tokenizer;
  readonly #parts: OnnxModelParts;
  readonly #stepper: Stepper;
  readonly #owner: SequenceOwner;
  /** Sequences of the step under way: they stay where they are. */
  readonly #working = new Set<Sequence>();
  /** Closed while they were at work. */
  readonly #leaving = new Set<OnnxSequence>();
  #step: Promise<Row[]> | undefined;
  #isClosed = false;

  constructor(parts: OnnxModelParts) {
    this.info = parts.info;
    this.tokenizer = parts.tokenizer;
    this.#parts = parts;
    this.#stepper = new Stepper(parts);
    this.#owner = {
      truncate: (sequence, length) => this.#truncate(sequence, length),
      fork: (sequence, length) => this.#fork(sequence, length),
      close: (sequence) => this.#remove(sequence),
    };
  }

  open(): Sequence {
    this.#assertOpen();
    return this.#add(0);
  }

  async step(items: readonly StepItem[], signal: AbortSignal): Promise<readonly Row[]> {
    this.#assertOpen();
    if (this.#step) throw new Error('a step is under way: wait until it has settled');
    signal.throwIfAborted();
    const work = items.map((item) => this.#accept(item));
    for (const { sequence } of work) this.#working.add(sequence);
    try {
      if (this.#working.size < work.length) throw new TypeError('a sequence occurs in two items');
      this.#step = this.#stepper.run(work, signal);
      return await this.#step;
    } catch (fault) {
      throw this.#isClosed ? new Error('the model was closed during the step') : fault;
    } finally {
      this.#settle();
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { session, cache } = this.#parts;
    session.stop();
    await this.#step?.catch(() => undefined);
    cache.release();
    session.release();
  }

  #settle(): void {
    this.#step = undefined;
    this.#working.clear();
    for (const sequence of this.#leaving) this.#parts.slots.remove(sequence);
    this.#leaving.clear();
  }

  #accept({ sequence, tokens, logits }: StepItem): Work {
    this.#assertOwn(sequence);
    const past = sequence.length;
    const total = past + tokens.length;
    if (tokens.length === 0) throw new RangeError('an item needs at least one token');
    if (total > this.info.contextLength) {
      throw new RangeError(
        `the sequence would hold ${total} tokens, and the context holds ${this.info.contextLength}`,
      );
    }
    return { sequence, tokens, logits, past };
  }

  #add(length: number): OnnxSequence {
    const sequence = new OnnxSequence(this.#owner, this.#parts.slots.free(), length);
    this.#parts.slots.add(sequence);
    return sequence;
  }

  #truncate(sequence: OnnxSequence, kept: number): void {
    this.#assertIdle(sequence);
    if (kept === sequence.length) return;
    this.#parts.cache.truncate(sequence.slot, sequence.length, kept);
    sequence.setLength(kept);
  }

  #fork(sequence: OnnxSequence, kept: number): Sequence {
    this.#assertIdle(sequence);
    const { cache, resident } = this.#parts;
    const fork = this.#add(kept);
    cache.copy(sequence.slot, fork.slot, { length: sequence.length, kept });
    resident.touch(fork.slot, kept);
    return fork;
  }

  #remove(sequence: OnnxSequence): void {
    if (this.#isClosed || !this.#parts.slots.has(sequence)) return;
    if (this.#working.has(sequence)) this.#leaving.add(sequence);
    else this.#parts.slots.remove(sequence);
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new Error('the model is closed');
  }

  #assertOwn(sequence: Sequence): asserts sequence is OnnxSequence {
    const isOwn = sequence instanceof OnnxSequence && this.#parts.slots.has(sequence);
    if (!isOwn) throw new TypeError('the sequence is closed or belongs to another model');
  }

  /** Runs write to the caches of their sequences. */
  #assertIdle(sequence: OnnxSequence): void {
    this.#assertOpen();
    this.#assertOwn(sequence);
    if (this.#working.has(sequence)) throw new Error('the sequence is part of a step under way');
  }
}

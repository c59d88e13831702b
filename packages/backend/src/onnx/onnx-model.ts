import type { LogitsModel, ModelInfo, Sequence, StepItem } from '../logits-model.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { Claim, Claims, StepKind } from './claims.ts';
import { OnnxSequence, type SequenceOwner } from './sequence.ts';
import type { Sessions } from './sessions.ts';
import { type Lane, type Row, Stepper, type StepperParts, type Work } from './stepper.ts';

export interface OnnxModelParts extends Omit<StepperParts, keyof Lane> {
  readonly info: ModelInfo;
  readonly tokenizer: Tokenizer;
  readonly sessions: Sessions;
  /** For steps that only draw, and for all others. */
  readonly lanes: Readonly<Record<'draw' | 'read', Lane>>;
}

/** Runs a graph on ONNX Runtime's C API, off this thread. */
export class OnnxModel implements LogitsModel {
  readonly info: ModelInfo;
  readonly tokenizer: Tokenizer;
  readonly #parts: OnnxModelParts;
  readonly #claims: Claims;
  readonly #drawing: Stepper;
  readonly #reading: Stepper;
  readonly #owner: SequenceOwner;
  /** Closed while they were at work. */
  readonly #leaving = new Set<OnnxSequence>();
  readonly #steps = new Set<Promise<Row[]>>();
  #isClosed = false;

  constructor(parts: OnnxModelParts) {
    this.info = parts.info;
    this.tokenizer = parts.tokenizer;
    this.#parts = parts;
    this.#claims = parts.claims;
    this.#drawing = new Stepper({ ...parts, ...parts.lanes.draw });
    this.#reading = new Stepper({ ...parts, ...parts.lanes.read });
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
    signal.throwIfAborted();
    const work = items.map((item) => this.#accept(item));
    const sequences = new Set(work.map(({ sequence }) => sequence));
    if (sequences.size < work.length) throw new TypeError('a sequence occurs in two items');
    const claim = this.#claims.add(this.info.can.overlap ? stepKind(work) : 'alone', sequences);
    const stepper = claim.kind === 'draw' ? this.#drawing : this.#reading;
    const step = stepper.run(work, { claim, signal });
    this.#steps.add(step);
    try {
      return await step;
    } catch (fault) {
      throw this.#isClosed ? new Error('the model was closed during the step') : fault;
    } finally {
      this.#steps.delete(step);
      this.#settle(claim);
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { sessions, cache, lanes } = this.#parts;
    for (const { options } of Object.values(lanes)) options.stop();
    await Promise.allSettled(this.#steps);
    cache.release();
    sessions.release();
    for (const { options } of Object.values(lanes)) options.release();
  }

  #settle(claim: Claim): void {
    this.#claims.end(claim);
    for (const sequence of claim.sequences) {
      if (this.#leaving.delete(sequence)) this.#parts.slots.remove(sequence);
    }
  }

  #accept({ sequence, tokens, logits }: StepItem): Work {
    this.#assertIdle(sequence);
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
    if (this.#claims.has(sequence)) this.#leaving.add(sequence);
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
  #assertIdle(sequence: Sequence): asserts sequence is OnnxSequence {
    this.#assertOpen();
    this.#assertOwn(sequence);
    if (this.#claims.has(sequence)) throw new Error('the sequence is part of a step under way');
  }
}

function stepKind(work: readonly Work[]): StepKind {
  if (work.every(({ tokens }) => tokens.length === 1)) return 'draw';
  return work.length === 1 ? 'read' : 'alone';
}

import type { PreTrainedModel, Tensor } from '@xenova/transformers';
import {
  type LogitsModel,
  ModelFaultError,
  type ModelInfo,
  NoSlotError,
  type Sequence,
  type StepItem,
} from '../logits-model.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { LogitsRows } from './logits-rows.ts';
import { type SequenceOwner, TransformersSequence } from './sequence.ts';

export type Library = typeof import('@xenova/transformers');

export interface TransformersModelParts {
  readonly library: Library;
  readonly model: PreTrainedModel;
  readonly info: ModelInfo;
  readonly tokenizer: Tokenizer;
  /** Positions are [axes, 1, tokens] where a model sees images as more than a line; other models leave them to the library. */
  readonly positionAxes: number | undefined;
}

/** Long prompts run in pieces of this many tokens, so that an abort is noticed between them. */
const CHUNK_TOKENS = 512;

/** Runs a model through transformers.js. Each sequence runs by itself, and the library copies its cache at every step. */
export class TransformersModel implements LogitsModel {
  readonly info: ModelInfo;
  readonly tokenizer: Tokenizer;
  readonly #library: Library;
  readonly #model: PreTrainedModel;
  readonly #positionAxes: number | undefined;
  readonly #owner: SequenceOwner;
  readonly #open = new Set<Sequence>();

  constructor(parts: TransformersModelParts) {
    this.info = parts.info;
    this.tokenizer = parts.tokenizer;
    this.#library = parts.library;
    this.#model = parts.model;
    this.#positionAxes = parts.positionAxes;
    this.#owner = {
      fork: (cache, length) => this.#add(new TransformersSequence(this.#owner, cache, length)),
      close: (sequence) => this.#open.delete(sequence),
    };
  }

  open(): Sequence {
    return this.#add(new TransformersSequence(this.#owner, undefined, 0));
  }

  async step(
    items: readonly StepItem[],
    signal: AbortSignal,
  ): Promise<readonly (Float32Array | undefined)[]> {
    const rows: (Float32Array | undefined)[] = [];
    for (const item of items) rows.push(await this.#advance(item, signal));
    return rows;
  }

  async close(): Promise<void> {
    this.#open.clear();
    await this.#model.dispose();
  }

  #add(sequence: TransformersSequence): TransformersSequence {
    const { maxSequences } = this.info;
    if (this.#open.size >= maxSequences) throw new NoSlotError(maxSequences);
    this.#open.add(sequence);
    return sequence;
  }

  async #advance(item: StepItem, signal: AbortSignal): Promise<Float32Array | undefined> {
    const { sequence, logits } = item;
    if (!(sequence instanceof TransformersSequence) || !this.#open.has(sequence)) {
      throw new TypeError('the sequence is closed or belongs to another model');
    }
    const tokens = BigInt64Array.from(item.tokens, BigInt);
    const rows = new LogitsRows(logits, tokens.length);
    for (let start = 0; start < tokens.length; start += CHUNK_TOKENS) {
      signal.throwIfAborted();
      const chunk = tokens.slice(start, start + CHUNK_TOKENS);
      rows.add(await this.#forward(sequence, chunk, rows.isAll), chunk.length);
    }
    return rows.take();
  }

  /** The logits are [1, positions, vocabulary]: of all positions or, where the graph can leave out the others, of the last. */
  async #forward(
    sequence: TransformersSequence,
    tokens: BigInt64Array,
    isAll: boolean,
  ): Promise<Tensor> {
    const { Tensor, DynamicCache } = this.#library;
    const total = sequence.length + tokens.length;
    const outputs = await this.#run({
      input_ids: new Tensor('int64', tokens, [1, tokens.length]),
      attention_mask: new Tensor('int64', new BigInt64Array(total).fill(1n), [1, total]),
      // 0 means all.
      num_logits_to_keep: new Tensor('int64', BigInt64Array.of(isAll ? 0n : 1n), []),
      past_key_values: sequence.cache,
      ...(this.#positionAxes && {
        position_ids: this.#positions(sequence.length, total, this.#positionAxes),
      }),
    });
    const cache = new DynamicCache();
    for (const [name, tensor] of Object.entries(outputs)) {
      if (name.startsWith('present')) cache[pastName(name)] = tensor;
    }
    sequence.advance(cache, total);
    return outputs.logits!;
  }

  /** Of text, which has the same position on each axis. */
  #positions(start: number, end: number, axes: number): Tensor {
    const count = end - start;
    const ids = BigInt64Array.from({ length: axes * count }, (_, index) =>
      BigInt(start + (index % count)),
    );
    return new this.#library.Tensor('int64', ids, [axes, 1, count]);
  }

  async #run(inputs: object): Promise<Record<string, Tensor>> {
    try {
      return await this.#model.forward(inputs);
    } catch (fault) {
      const reason = fault instanceof Error ? fault.message : String(fault);
      throw new ModelFaultError(`transformers.js failed: ${reason}`, { cause: fault });
    }
  }
}

/** `present.0.key` comes back as `past_key_values.0.key`, `present_conv.0` as `past_conv.0`. */
function pastName(present: string): string {
  return present.startsWith('present.')
    ? present.replace('present', 'past_key_values')
    : present.replace('present', 'past');
}

import type { DynamicCache, PreTrainedModel, Tensor } from '@xenova/transformers';
import {
  type LogitsModel,
  type ModelInfo,
  NoSlotError,
  type Sequence,
  type StepItem,
} from '../logits-model.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

type Library = typeof import('@xenova/transformers');

export interface TransformersModelOptions {
  readonly library: Library;
  readonly model: PreTrainedModel;
  readonly info: ModelInfo;
  readonly tokenizer: Tokenizer;
  readonly maxSequences: number;
}

/** Long prompts run in pieces of this many tokens, so that an abort is noticed between them. */
const CHUNK_TOKENS = 512;

/** Runs a model through transformers.js. Each sequence runs by itself, and the library copies its cache at every step. */
export class TransformersModel implements LogitsModel {
  readonly info: ModelInfo;
  readonly tokenizer: Tokenizer;
  readonly #library: Library;
  readonly #model: PreTrainedModel;
  readonly #maxSequences: number;
  readonly #open = new Set<CachedSequence>();

  constructor(options: TransformersModelOptions) {
    this.info = options.info;
    this.tokenizer = options.tokenizer;
    this.#library = options.library;
    this.#model = options.model;
    this.#maxSequences = options.maxSequences;
  }

  open(): Sequence {
    return this.#add(undefined, 0);
  }

  async step(
    items: readonly StepItem[],
    signal: AbortSignal,
  ): Promise<(Float32Array | undefined)[]> {
    const rows: (Float32Array | undefined)[] = [];
    for (const item of items) rows.push(await this.#advance(item, signal));
    return rows;
  }

  async close(): Promise<void> {
    this.#open.clear();
    await this.#model.dispose();
  }

  #add(cache: DynamicCache | undefined, length: number): CachedSequence {
    if (this.#open.size >= this.#maxSequences) throw new NoSlotError(this.#maxSequences);
    const sequence: CachedSequence = new CachedSequence(cache, length, {
      fork: (copied, copiedLength) => this.#add(copied, copiedLength),
      close: () => this.#open.delete(sequence),
    });
    this.#open.add(sequence);
    return sequence;
  }

  async #advance(item: StepItem, signal: AbortSignal): Promise<Float32Array | undefined> {
    const sequence = item.sequence;
    if (!(sequence instanceof CachedSequence) || !this.#open.has(sequence)) {
      throw new TypeError('the sequence is closed or belongs to another model');
    }
    let logits: Tensor | undefined;
    for (let start = 0; start < item.tokens.length; start += CHUNK_TOKENS) {
      signal.throwIfAborted();
      const end = Math.min(start + CHUNK_TOKENS, item.tokens.length);
      logits = await this.#forward(sequence, item.tokens, start, end);
    }
    if (item.logits === 'none' || !logits) return undefined;
    return lastRow(logits);
  }

  async #forward(
    sequence: CachedSequence,
    tokens: ArrayLike<number>,
    start: number,
    end: number,
  ): Promise<Tensor> {
    const { Tensor } = this.#library;
    const ids = BigInt64Array.from({ length: end - start }, (_, offset) =>
      BigInt(tokens[start + offset]!),
    );
    const total = sequence.length + ids.length;
    const outputs: Record<string, Tensor> = await this.#model.forward({
      input_ids: new Tensor('int64', ids, [1, ids.length]),
      attention_mask: new Tensor('int64', new BigInt64Array(total).fill(1n), [1, total]),
      num_logits_to_keep: new Tensor('int64', BigInt64Array.of(1n), []),
      past_key_values: sequence.cache,
    });
    const cache = new this.#library.DynamicCache();
    for (const [name, tensor] of Object.entries(outputs)) {
      if (name.startsWith('present')) cache[pastName(name)] = tensor;
    }
    sequence.advance(cache, total);
    return outputs.logits!;
  }
}

/** `present.0.key` comes back as `past_key_values.0.key`, `present_conv.0` as `past_conv.0`. */
function pastName(present: string): string {
  return present.startsWith('present.')
    ? present.replace('present', 'past_key_values')
    : present.replace('present', 'past');
}

interface CachedSequenceOwner {
  fork(cache: DynamicCache | undefined, length: number): Sequence;
  close(): void;
}

/** The cache's tensors are never changed in place, so a fork shares them. */
class CachedSequence implements Sequence {
  readonly #owner: CachedSequenceOwner;
  #cache: DynamicCache | undefined;
  #length: number;

  constructor(cache: DynamicCache | undefined, length: number, owner: CachedSequenceOwner) {
    this.#cache = cache;
    this.#length = length;
    this.#owner = owner;
  }

  get length(): number {
    return this.#length;
  }

  get cache(): DynamicCache | undefined {
    return this.#cache;
  }

  advance(cache: DynamicCache, length: number): void {
    this.#cache = cache;
    this.#length = length;
  }

  truncate(length: number): void {
    this.#cache = shortened(this.#cache, length);
    this.#length = Math.min(length, this.#length);
  }

  fork(length: number = this.#length): Sequence {
    const kept = Math.min(length, this.#length);
    return this.#owner.fork(shortened(this.#cache, kept), kept);
  }

  close(): void {
    this.#cache = undefined;
    this.#owner.close();
  }
}

/** Keys and values are [1, heads, length, width] per layer. A recurrent state has no length and cannot be cut. */
function shortened(cache: DynamicCache | undefined, length: number): DynamicCache | undefined {
  if (!cache || length === 0) return undefined;
  if (length >= cache.get_seq_length()) return cache;
  const copy: DynamicCache = Object.create(Object.getPrototypeOf(cache));
  for (const name of Object.keys(cache)) {
    if (!name.startsWith('past_key_values.'))
      throw new TypeError(`the state ${name} cannot be shortened`);
    const tensor = cache[name]!;
    copy[name] = tensor.slice(null, null, [0, length], null);
  }
  return copy;
}

/** Logits are [1, positions, vocabulary]; a graph that keeps all positions gives all of them. */
function lastRow(logits: Tensor): Float32Array {
  const data = logits.type === 'float32' ? logits.data : logits.to('float32').data;
  if (!(data instanceof Float32Array))
    throw new TypeError(`logits of type ${logits.type} cannot be read`);
  const vocabulary = logits.dims.at(-1)!;
  return data.subarray(data.length - vocabulary);
}

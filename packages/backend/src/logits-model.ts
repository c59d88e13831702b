import type { Tokenizer } from './tokenizer/tokenizer.ts';

/** A model that takes tokens and gives logits. Everything above it (sampling, text, tools) is not its concern. */
export interface LogitsModel {
  readonly info: ModelInfo;
  readonly tokenizer: Tokenizer;
  /** Starts an empty sequence, which holds its keys and values until it is closed. Throws `NoSlotError` when all slots are taken. */
  open(): Sequence;
  /**
   * Appends each item's tokens to its sequence and runs the model over all of them: items of one token as one batch where
   * `info.can.batch`, longer ones one after another. A sequence may occur in one item only.
   * Resolves to float32 logits per item: [vocabularySize] for `last`, [tokens.length × vocabularySize] for `all`, `undefined` for
   * `none`. They are valid until the next `step` (of its kind, where steps `overlap`), and may be changed in place. Rejects with the signal's reason once aborted;
   * the sequences of that step are then of no further use but to be closed.
   * Rejects with `ModelFaultError` when the model's runtime fails; the same holds for the `sequences` that it names, or for all of
   * the step where it names none. The others are as they were before the step.
   */
  step(
    items: readonly StepItem[],
    signal: AbortSignal,
  ): Promise<readonly (Float32Array | undefined)[]>;
  close(): Promise<void>;
}

export interface ModelInfo {
  readonly id: string;
  /** `model_type` of config.json. */
  readonly architecture: string;
  /** Length of a row of logits; the tokenizer may know fewer tokens. */
  readonly vocabularySize: number;
  /** Prompt and answer together, in tokens. */
  readonly contextLength: number;
  readonly dtype: string;
  readonly device: string;
  /** What runs it. */
  readonly runtime: 'onnx' | 'transformers' | 'scripted';
  /** Tokens that end the model's turn. */
  readonly endOfTurnIds: ReadonlySet<number>;
  /** What generation_config.json recommends; a request's own settings come first. */
  readonly defaults: GenerationDefaults;
  /** How many sequences may be open at once. */
  readonly maxSequences: number;
  /** How many tokens all open sequences may hold together; more than that exceeds the memory that the model was given. */
  readonly maxCachedTokens: number;
  readonly can: ModelAbilities;
}

export interface ModelAbilities {
  /** Several sequences run at once, and each gets the bits that it would get alone. */
  readonly batch: boolean;
  /** `truncate` to any length; without it only to 0. */
  readonly truncate: boolean;
  /** `fork`, at the cost of a copy in memory. */
  readonly fork: boolean;
  /** `logits: 'all'`. */
  readonly allLogits: boolean;
  /**
   * Whether tokens that are run together change each other's bits, so that it matters where a prompt is cut into runs (default:
   * where it cannot `batch`).
   */
  readonly coupled?: boolean;
  /**
   * A step of items of one token each may be asked for while another step is under way that reads a prompt: one item, of several
   * tokens, of a sequence that the first has not. Each leaves the other's logits alone (default: one step at a time).
   */
  readonly overlap?: boolean;
}

/** The sampling fields that generation_config.json may set, under this project's names. */
export interface GenerationDefaults {
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly minP?: number;
  readonly repetitionPenalty?: number;
}

/** Tokens that share one cache of keys and values. */
export interface Sequence {
  /** Tokens that the model has seen. */
  readonly length: number;
  /** Forgets all tokens from `length` on. */
  truncate(length: number): void;
  /** A second sequence that starts as a copy of the first `length` tokens (default: all). Throws `NoSlotError`. */
  fork(length?: number): Sequence;
  close(): void;
}

export interface StepItem {
  readonly sequence: Sequence;
  readonly tokens: ArrayLike<number>;
  readonly logits: 'none' | 'last' | 'all';
}

/** The server has no room for another sequence now; a later try may succeed. */
export class NoSlotError extends Error {
  override readonly name = 'NoSlotError';

  constructor(limit: number) {
    super(`all ${limit} sequences of the model are in use`);
  }
}

/** A model's files are missing or not of a kind that can be run. The fault is in the folder or id that was named. */
export class ModelLoadError extends Error {
  override readonly name = 'ModelLoadError';
}

/** The model's runtime failed in the middle of a step. */
export class ModelFaultError extends Error {
  override readonly name = 'ModelFaultError';
  readonly #sequences: readonly Sequence[] | undefined;

  constructor(message: string, options: { cause?: unknown; sequences?: readonly Sequence[] } = {}) {
    super(message, options);
    this.#sequences = options.sequences;
  }

  /** Those that the fault is of, where that is known: the others of the step are as they were before it, and can run again. */
  get sequences(): readonly Sequence[] | undefined {
    return this.#sequences;
  }
}

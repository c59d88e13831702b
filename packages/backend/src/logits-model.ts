import type { Tokenizer } from './tokenizer/tokenizer.ts';

/** A model that takes tokens and gives logits. Everything above it (sampling, text, tools) is not its concern. */
export interface LogitsModel {
  readonly info: ModelInfo;
  readonly tokenizer: Tokenizer;
  /** Starts an empty sequence, which holds its keys and values until it is closed. Throws `NoSlotError` when all slots are taken. */
  open(): Sequence;
  /**
   * Appends each item's tokens to its sequence and runs the model once over all of them.
   * Resolves to one row of float32 logits [vocabularySize] per item that asked for them, `undefined` for the others.
   * A row is valid until the next `step`, and may be changed in place. Rejects with the signal's reason once aborted;
   * the sequences of that step are then of no further use but to be closed.
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
  /** Tokens that end the model's turn. */
  readonly endOfTurnIds: ReadonlySet<number>;
  /** What generation_config.json recommends; a request's own settings come first. */
  readonly defaults: GenerationDefaults;
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
  /** A second sequence that starts as a copy of the first `length` tokens (default: all). */
  fork(length?: number): Sequence;
  close(): void;
}

export interface StepItem {
  readonly sequence: Sequence;
  readonly tokens: ArrayLike<number>;
  readonly logits: 'none' | 'last';
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

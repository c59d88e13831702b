import type { FinishReason } from '@antiphon/backend';
import type { Matcher } from '@antiphon/constraint';
import type { Sampler } from '@antiphon/sampler';

/** What the scheduler runs: a prompt, and the answers that are drawn from it. */
export interface Generation {
  readonly tenant: string;
  readonly prompt: readonly number[];
  readonly choices: readonly Choice[];
  readonly signal: AbortSignal;
}

/** One answer while it is drawn. The scheduler calls it between two steps of the model; nothing in it waits. */
export interface Choice {
  /** Has the prompt in its context already. */
  readonly sampler: Sampler;
  /** What the tokens must match; `undefined` for free text. */
  readonly matcher: Matcher | undefined;
  /** The most tokens to draw. */
  readonly maxTokens: number;
  /**
   * Takes in a token of the answer, never one that ends the turn. `sampler.logprobs` are its own when it was drawn.
   * Returns false when the answer is complete with it, as where a stop string has come.
   */
  accept(token: number): boolean;
  /** The answer is whole. Called once, unless the generation fails or is aborted. */
  finish(reason: FinishReason): void;
}

export interface GenerationCounts {
  readonly cachedTokens: number;
  /** All choices together. */
  readonly outputTokens: number;
}

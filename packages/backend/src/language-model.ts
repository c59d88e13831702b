import type { Constraint } from './constraint.ts';
import type { Conversation } from './conversation.ts';
import type { SamplingInForce, SamplingRequest } from './sampling.ts';

/** A model that continues conversations: a local one made by the engine, or a server elsewhere. */
export interface LanguageModel {
  readonly id: string;
  readonly capabilities: Capabilities;
  /** Fills what a request leaves unset. Throws `SamplingError` when a value is wrong. */
  settleSampling(sampling: SamplingRequest): SamplingInForce;
  /** Resolves when the model can enforce the constraint. Rejects with `ConstraintRefusedError` when it cannot. */
  prepare(constraint: Constraint): Promise<void>;
  /** How many tokens the conversation has as a prompt. */
  countTokens(conversation: Conversation): Promise<number>;
  /**
   * Streams an answer. The deltas of a generation end with `finish` and then `usage`.
   * Throws `ContextLengthError` before the first delta when the prompt does not fit; rejects with the signal's reason once aborted.
   */
  generate(request: GenerationRequest, signal: AbortSignal): AsyncIterable<GenerationDelta>;
  close(): Promise<void>;
}

/** What the layer above may promise to clients. */
export interface Capabilities {
  /** Prompt and answer together, in tokens. */
  readonly contextLength: number;
}

export interface GenerationRequest {
  readonly conversation: Conversation;
  readonly sampling: SamplingInForce;
  /** Every token is drawn from those that can still lead to a text that it matches. */
  readonly constraint?: Constraint;
  /** The most tokens to generate (default: what the context has room for). */
  readonly maxTokens?: number;
}

export type GenerationDelta =
  /** `tokens` are those that the text is made of, when logprobs were asked for. */
  | { readonly kind: 'text'; readonly text: string; readonly tokens?: readonly TokenLogprob[] }
  | { readonly kind: 'finish'; readonly reason: FinishReason }
  | { readonly kind: 'usage'; readonly inputTokens: number; readonly outputTokens: number };

/** How likely the model held a token: natural log of the softmax of its raw logits. */
export interface TokenLogprob {
  /** May end inside a code point. */
  readonly bytes: Uint8Array;
  readonly logprob: number;
  /** The likeliest tokens at this place, likeliest first. */
  readonly top: readonly Omit<TokenLogprob, 'top'>[];
}

/** `stop`: the model ended its turn. `length`: the token budget or the context was used up. */
export type FinishReason = 'stop' | 'length';

/** The prompt alone leaves no room for an answer. */
export class ContextLengthError extends Error {
  override readonly name = 'ContextLengthError';
  readonly promptTokens: number;
  readonly contextLength: number;

  constructor(promptTokens: number, contextLength: number) {
    super(
      `the prompt has ${promptTokens} tokens, and the model's context holds ${contextLength} with the answer`,
    );
    this.promptTokens = promptTokens;
    this.contextLength = contextLength;
  }
}

import type { Constraint } from './constraint.ts';
import type { Conversation } from './conversation.ts';
import type { SamplingInForce, SamplingRequest } from './sampling.ts';

/** A model that continues conversations: a local one made by the engine, or a server elsewhere. */
export interface LanguageModel {
  readonly id: string;
  readonly capabilities: Capabilities;
  /** Why it can no longer be asked: what runs it has broken down. Then it is of no use but to be closed. */
  readonly fault: Error | undefined;
  /** Fills what a request leaves unset. Throws `SamplingError` when a value is wrong. */
  settleSampling(sampling: SamplingRequest): SamplingInForce;
  /** How many tokens the conversation has as a prompt. Rejects with `ChatTemplateError`. */
  countTokens(conversation: Conversation): Promise<number>;
  /**
   * Takes a request in and does all that can fail by the caller's fault: writes the prompt, compiles the constraint.
   * Rejects with `ChatTemplateError`, `ConstraintRefusedError`, `ContextLengthError`, or `BusyError` when too many wait already. Aborting the signal
   * stops the generation at any time, and frees what is held for one that was never run.
   */
  prepare(request: GenerationRequest, signal: AbortSignal): Promise<PreparedGeneration>;
  /**
   * What is to be seen in an image, in words that can follow "Attached is"; `undefined` where nothing is recognised. Models without it
   * are only told that there is an image.
   */
  readonly describeImage?: (image: Uint8Array, signal: AbortSignal) => Promise<string | undefined>;
  close(): Promise<void>;
}

/** A request that the model has taken in. */
export interface PreparedGeneration {
  readonly promptTokens: number;
  /**
   * Streams the answer, once. The deltas of each choice end with `finish`, those of the generation with `usage`.
   * Throws the signal's reason once aborted, and `BusyError` before the first delta when others came in between.
   */
  run(): AsyncIterable<GenerationDelta>;
}

/** Prepares and runs in one go. */
export async function* generate(
  model: LanguageModel,
  request: GenerationRequest,
  signal: AbortSignal,
): AsyncGenerator<GenerationDelta> {
  const prepared = await model.prepare(request, signal);
  yield* prepared.run();
}

/** What the layer above may promise to clients. */
export interface Capabilities {
  /** Prompt and answer together, in tokens. */
  readonly contextLength: number;
  /** Whether the model's chat template has a place for tools. */
  readonly tools: boolean;
  /** Whether the model thinks in a block of its own before it answers. */
  readonly reasoning: boolean;
  /** The most choices that one request may have. */
  readonly maxChoices: number;
}

export interface GenerationRequest {
  readonly conversation: Conversation;
  readonly sampling: SamplingInForce;
  /** Every token of the answer's text is drawn from those that can still lead to a text that it matches. */
  readonly constraint?: Constraint;
  /** Which of the conversation's tools may or must be called (default: all may, none must). */
  readonly toolPolicy?: ToolPolicy;
  /** The text ends where one of these would begin; they are never part of it. */
  readonly stop?: readonly string[];
  /** The most tokens to generate for each choice (default: what the context has room for). */
  readonly maxTokens?: number;
  /** How many answers to draw (default 1). */
  readonly choices?: number;
  /** Whose request this is: tenants share the model fairly, and no cached text. */
  readonly tenant: string;
}

export interface ToolPolicy {
  /** `none`: the tools are shown but not called. `required`: the answer is at least one call. */
  readonly mode: 'none' | 'auto' | 'required';
  /** Names of the tools that may be called (default: all). */
  readonly only?: readonly string[];
  /** Without it there is at most one call. */
  readonly isParallel: boolean;
}

/** `choice` counts from 0; `call` counts the calls of a choice from 0. */
export type GenerationDelta =
  /** `tokens` are those that the text is made of, when logprobs were asked for. */
  | {
      readonly kind: 'text' | 'reasoning';
      readonly choice: number;
      readonly text: string;
      readonly tokens?: readonly TokenLogprob[];
    }
  /** A piece of what the model says instead of an answer that it will not give. */
  | { readonly kind: 'refusal'; readonly choice: number; readonly text: string }
  /** `isKnown` is false for a name that is none of the tools': the model made it up. */
  | {
      readonly kind: 'call-start';
      readonly choice: number;
      readonly call: number;
      readonly name: string;
      readonly isKnown: boolean;
    }
  /** A piece of the arguments' JSON text. */
  | {
      readonly kind: 'call-arguments';
      readonly choice: number;
      readonly call: number;
      readonly text: string;
    }
  /** `isComplete` is false where the answer broke off within the arguments. */
  | {
      readonly kind: 'call-end';
      readonly choice: number;
      readonly call: number;
      readonly isComplete: boolean;
    }
  | { readonly kind: 'finish'; readonly choice: number; readonly reason: FinishReason }
  | ({ readonly kind: 'usage' } & TokenUsage);

/** Tokens of a whole generation, all choices together. */
export interface TokenUsage {
  readonly inputTokens: number;
  /** Those of `inputTokens` whose keys and values were still there from an earlier request. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** Those of `outputTokens` that the model thought with. */
  readonly reasoningTokens: number;
}

/** How likely the model held a token: natural log of the softmax of its raw logits. */
export interface TokenLogprob {
  /** May end inside a code point. */
  readonly bytes: Uint8Array;
  readonly logprob: number;
  /** The likeliest tokens at this place, likeliest first. */
  readonly top: readonly Omit<TokenLogprob, 'top'>[];
}

/** `stop`: the model ended its turn, or a stop string came. `length`: the token budget or the context was used up. */
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

/** More requests wait for the model than it keeps in its queue; a later try may succeed. */
export class BusyError extends Error {
  override readonly name = 'BusyError';

  constructor(waiting: number) {
    super(`${waiting} requests wait for the model already; try again later`);
  }
}

import type { FinishReason, GenerationRequest, LogitsModel, TokenLogprob } from '@antiphon/backend';
import type { Grammar, Matcher } from '@antiphon/constraint';
import { createSampler, type Sampler, type Workspace } from '@antiphon/sampler';
import { type AnswerReader, createAnswerReader } from './answer/reader.ts';
import type { DeltaQueue } from './delta-queue.ts';
import type { Dialect } from './dialect/dialect.ts';
import type { Choice } from './generation.ts';

/** What all choices of a request share. */
export interface AnswerSetting {
  readonly model: LogitsModel;
  readonly dialect: Dialect;
  /** Shared by all samplers: a step of one never waits in the middle. */
  readonly workspace: Workspace;
  readonly request: GenerationRequest;
  readonly grammar: Grammar | undefined;
  readonly prompt: readonly number[];
  /** The end of the prompt as text. */
  readonly ending: string;
}

/** Turns the tokens of one choice into deltas for the reader of the answer. */
export class AnswerChoice implements Choice {
  readonly sampler: Sampler;
  readonly matcher: Matcher | undefined;
  readonly maxTokens: number;
  readonly #reader: AnswerReader;
  readonly #queue: DeltaQueue;
  readonly #bytes: (token: number) => Uint8Array | undefined;

  constructor(setting: AnswerSetting, choice: number, queue: DeltaQueue) {
    const { model, dialect, workspace, request, grammar, prompt, ending } = setting;
    const { info, tokenizer } = model;
    this.sampler = createSampler(request.sampling, {
      vocabularySize: info.vocabularySize,
      tokenText: tokenizer.bytes,
      seed: request.sampling.seed,
      stream: choice,
      workspace,
    });
    this.sampler.prompt(prompt);
    this.matcher = grammar?.matcher();
    this.maxTokens = request.maxTokens ?? Number.POSITIVE_INFINITY;
    this.#reader = createAnswerReader({
      dialect,
      tokenizer,
      tools: request.toolPolicy?.mode === 'none' ? [] : (request.conversation.tools ?? []),
      promptEnding: ending,
      stop: request.stop ?? [],
      choice,
      isConstrained: request.constraint !== undefined,
    });
    this.#queue = queue;
    this.#bytes = tokenizer.bytes;
  }

  get reasoningTokens(): number {
    return this.#reader.reasoningTokens;
  }

  accept(token: number): boolean {
    this.#reader.push(token, this.#logprob());
    this.#queue.push(this.#reader.take());
    return !this.#reader.isStopped;
  }

  finish(reason: FinishReason): void {
    this.#reader.finish(reason);
    this.#queue.push(this.#reader.take());
  }

  /** Copies what the sampler reports of the token it drew last; `undefined` unless logprobs were asked for. */
  #logprob(): TokenLogprob | undefined {
    const { logprobs } = this.sampler;
    if (!logprobs) return undefined;
    const named = ({ token, logprob }: { token: number; logprob: number }) => ({
      bytes: this.#bytes(token) ?? NO_BYTES,
      logprob,
    });
    return { ...named(logprobs), top: logprobs.top.map(named) };
  }
}

const NO_BYTES = new Uint8Array();

import type { FinishReason } from '@antiphon/backend';
import { compileGrammar, createVocabulary, type Grammar } from '@antiphon/constraint';
import { createSampler, type SamplingInput } from '@antiphon/sampler';
import type { Choice, Generation, GenerationCounts } from '../../src/generation.ts';
import { Scheduler } from '../../src/scheduler/scheduler.ts';
import { END_OF_TURN, HashModel, type HashModelOptions, VOCABULARY_SIZE } from './hash-model.ts';

export interface Request {
  readonly prompt: readonly number[];
  readonly tenant?: string;
  readonly seed?: number;
  readonly sampling?: SamplingInput;
  readonly maxTokens?: number;
  readonly choices?: number;
  readonly grammar?: Grammar;
  readonly signal?: AbortSignal;
  /** Is told each token; false ends the answer. */
  readonly onToken?: (token: number, choice: number) => boolean;
}

export interface Outcome extends GenerationCounts {
  readonly answers: readonly RecordedAnswer[];
}

export interface RecordedAnswer {
  readonly tokens: readonly number[];
  readonly reason: FinishReason | undefined;
}

/** Runs a request and gives back what was drawn. */
export async function draw(scheduler: Scheduler, request: Request): Promise<Outcome> {
  const recorders = Array.from({ length: request.choices ?? 1 }, (_, index) =>
    recorder(request, index),
  );
  const generation: Generation = {
    tenant: request.tenant ?? 'tenant',
    prompt: request.prompt,
    choices: recorders.map(({ choice }) => choice),
    signal: request.signal ?? new AbortController().signal,
  };
  const counts = await scheduler.run(generation);
  return { ...counts, answers: recorders.map(({ answer }) => answer) };
}

/** What a request gives when it has a model for itself. */
export async function drawAlone(
  request: Request,
  options: HashModelOptions = {},
): Promise<readonly RecordedAnswer[]> {
  const scheduler = new Scheduler(new HashModel(options));
  const { answers } = await draw(scheduler, request);
  await scheduler.close();
  return answers;
}

function recorder(request: Request, index: number): { choice: Choice; answer: RecordedAnswer } {
  const { prompt, seed = 1, sampling = {}, maxTokens = 16, grammar, onToken } = request;
  const sampler = createSampler(sampling, {
    vocabularySize: VOCABULARY_SIZE,
    seed,
    stream: index,
  });
  sampler.prompt(prompt);
  const answer: { tokens: number[]; reason: FinishReason | undefined } = {
    tokens: [],
    reason: undefined,
  };
  const choice: Choice = {
    sampler,
    matcher: grammar?.matcher(),
    maxTokens,
    accept(token) {
      if (answer.reason) throw new Error('a token after the end');
      answer.tokens.push(token);
      return onToken?.(token, index) ?? true;
    },
    finish(reason) {
      if (answer.reason) throw new Error('finished twice');
      answer.reason = reason;
    },
  };
  return { choice, answer };
}

/** A grammar over the bytes that `HashModel` knows. */
export function grammarOf(model: HashModel, regex: string): Grammar {
  const vocabulary = createVocabulary({
    tokens: Array.from({ length: VOCABULARY_SIZE }, (_, id) => model.tokenizer.bytes(id)),
    endOfTurnIds: [END_OF_TURN],
    encode: model.tokenizer.encode,
  });
  return compileGrammar({ type: 'regex', value: regex }, vocabulary);
}

/** Random numbers from a seed (mulberry32): `random(n)` is a whole one below `n`. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** So many tokens, the same for the same seed. */
export function promptOf(length: number, seed: number): number[] {
  const random = createRandom(seed);
  return Array.from({ length }, () => random(256));
}

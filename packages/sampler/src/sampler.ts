import type { TokenText } from './breakers.ts';
import { TokenContext } from './context.ts';
import type { StepLogprobs } from './logprobs.ts';
import { followsContext, Pipeline } from './pipeline.ts';
import { Random } from './random.ts';
import { resolveSampling, type SamplingInput, type SamplingSettings } from './settings.ts';
import { Workspace } from './workspace.ts';

export interface SamplerOptions {
  /** How many logits each step has. */
  readonly vocabularySize: number;
  /** Only DRY's sequence breakers need it. */
  readonly tokenText?: TokenText | undefined;
  /** Drawn at random when absent; `Sampler.seed` tells it. */
  readonly seed?: number | undefined;
  /** Which of the seed's independent streams to draw from: the number of the choice. Default 0. */
  readonly stream?: number | undefined;
  /**
   * Memory to share with all other samplers of this vocabulary in this thread, as a server should.
   * Default: its own.
   */
  readonly workspace?: Workspace | undefined;
}

/** Draws the tokens of one choice of one request, step by step. */
export interface Sampler {
  /** The settings in force: what was given, and the defaults for the rest. */
  readonly settings: SamplingSettings;
  readonly seed: number;
  /** Those of the last drawn token, until the next step; `undefined` unless `topLogprobs` is set. */
  readonly logprobs: StepLogprobs | undefined;
  /** Puts prompt tokens into the context. */
  prompt(tokens: ArrayLike<number>): void;
  /** Puts a token into the context as generated although it was not drawn here: it had to follow. */
  accept(token: number): void;
  /**
   * Draws the next token and puts it into the context. Changes `logits` in place: choices that share a
   * row need a copy each. Bit i of `mask[i >>> 5]` allows token i; without a mask every token may come. `temperature` stands
   * in for that of the settings in this step: a grammar may ask for one.
   */
  sample(logits: Float32Array, mask?: Uint32Array, temperature?: number): number;
  /** A sampler with the same context that draws from another stream of the same seed, from its start. */
  fork(stream: number): Sampler;
}

/** Throws `InvalidSettingsError` when a setting is out of its range. */
export function createSampler(input: SamplingInput, options: SamplerOptions): Sampler {
  const { vocabularySize, tokenText, stream = 0 } = options;
  const seed = options.seed ?? input.seed ?? randomSeed();
  const settings = resolveSampling({ ...input, seed }, { vocabularySize });
  const context = followsContext(settings) ? new TokenContext(vocabularySize) : undefined;
  const workspace = options.workspace ?? new Workspace(vocabularySize);
  if (workspace.vocabularySize !== vocabularySize) {
    throw new RangeError(
      `a workspace for ${workspace.vocabularySize} logits cannot serve a vocabulary of ${vocabularySize}`,
    );
  }
  const pipeline = new Pipeline({ settings, context, tokenText, workspace });
  return new PipelineSampler({ settings, seed, stream, context, pipeline });
}

function randomSeed(): number {
  return Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
}

interface SamplerParts {
  readonly settings: SamplingSettings;
  readonly seed: number;
  readonly stream: number;
  readonly context: TokenContext | undefined;
  readonly pipeline: Pipeline;
}

class PipelineSampler implements Sampler {
  readonly settings: SamplingSettings;
  readonly seed: number;
  readonly #parts: SamplerParts;
  readonly #random: Random;

  constructor(parts: SamplerParts) {
    this.settings = parts.settings;
    this.seed = parts.seed;
    this.#parts = parts;
    this.#random = new Random(parts.seed, parts.stream);
  }

  get logprobs(): StepLogprobs | undefined {
    return this.#parts.pipeline.logprobs;
  }

  prompt(tokens: ArrayLike<number>): void {
    this.#parts.context?.addPrompt(tokens);
  }

  accept(token: number): void {
    this.#parts.context?.addGenerated(token);
  }

  sample(logits: Float32Array, mask?: Uint32Array, temperature?: number): number {
    const token = this.#parts.pipeline.run(logits, this.#random, mask, temperature);
    this.accept(token);
    return token;
  }

  fork(stream: number): Sampler {
    const context = this.#parts.context?.fork();
    const pipeline = this.#parts.pipeline.fork(context);
    return new PipelineSampler({ ...this.#parts, stream, context, pipeline });
  }
}

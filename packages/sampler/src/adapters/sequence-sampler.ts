import { createSampler, type Sampler, type SamplerOptions } from '../sampler.ts';
import type { SamplingInput } from '../settings.ts';

/**
 * Samples for a caller who gives the whole sequence at every step and keeps no state. A sequence that
 * does not go on from the one before starts afresh, with all of its tokens as the prompt.
 */
export class SequenceSampler {
  readonly #create: () => Sampler;
  #sampler: Sampler | undefined;
  /** The tokens that the sampler's context holds. */
  readonly #known: number[] = [];

  constructor(input: SamplingInput, options: SamplerOptions) {
    this.#create = () => createSampler(input, options);
  }

  sample(tokens: ArrayLike<number | bigint>, logits: Float32Array): number {
    const sampler = this.#goesOn(tokens) ? this.#sampler! : this.#restart(tokens);
    for (let index = this.#known.length; index < tokens.length; index++) {
      sampler.accept(Number(tokens[index]));
      this.#known.push(Number(tokens[index]));
    }
    const token = sampler.sample(logits);
    this.#known.push(token);
    return token;
  }

  #goesOn(tokens: ArrayLike<number | bigint>): boolean {
    if (this.#sampler === undefined || tokens.length < this.#known.length) return false;
    for (let index = this.#known.length - 1; index >= 0; index--) {
      if (Number(tokens[index]) !== this.#known[index]) return false;
    }
    return true;
  }

  #restart(tokens: ArrayLike<number | bigint>): Sampler {
    this.#known.length = 0;
    for (let index = 0; index < tokens.length; index++) this.#known.push(Number(tokens[index]));
    this.#sampler = this.#create();
    this.#sampler.prompt(this.#known);
    return this.#sampler;
  }
}

import type { SamplerOptions } from '../sampler.ts';
import type { SamplingInput } from '../settings.ts';
import { SequenceSampler } from './sequence-sampler.ts';

/** Returns the token to put behind `tokens`, the whole sequence so far. Changes `logits` in place. */
export type SamplerFunction = (logits: Float32Array, tokens: ArrayLike<number>) => number;

/**
 * The sampler as a plain function, for a loop that only has its tokens. The first call's tokens are the
 * prompt; a sequence that does not go on from the last one starts afresh, with the same seed.
 */
export function samplerFunction(input: SamplingInput, options: SamplerOptions): SamplerFunction {
  const sequence = new SequenceSampler(input, options);
  return (logits, tokens) => sequence.sample(tokens, logits);
}

import { createSampler } from '@antiphon/sampler';

const sampler = createSampler(
  { temperature: 0.8, topP: 0.95, minP: 0.05, repetitionPenalty: 1.1, topLogprobs: 2 },
  { vocabularySize: 5, seed: 42 },
);
sampler.prompt([0, 3]);
const logits = new Float32Array([1.5, 2.5, -1, 0.5, 2]);
const tokens = Array.from({ length: 8 }, () => sampler.sample(logits));
console.log(tokens.join(' '), sampler.logprobs?.logprob.toFixed(3));

import { memoryUsage } from 'node:process';
import { expect, test } from 'vitest';
import { createSampler, type SamplingInput } from '../src/index.ts';
import { Cases } from './cases.ts';

const vocabularySize = 10_000;
const steps = 200;
const text = new Uint8Array([120]);

test.each<SamplingInput>([
  { temperature: 0 },
  {},
  { topP: 0.9, minP: 0.01 },
  {
    topK: 40,
    topP: 0.95,
    minP: 0.05,
    repetitionPenalty: 1.1,
    frequencyPenalty: 0.1,
    dryMultiplier: 0.8,
    logitBias: { 3: 1 },
    topLogprobs: 5,
  },
])('with %o a step allocates nothing that grows with the vocabulary or the context', (input) => {
  const cases = new Cases(1);
  const rows = Array.from({ length: 8 }, () =>
    Float32Array.from({ length: vocabularySize }, () => 3 * cases.normal()),
  );
  const mask = new Uint32Array(Math.ceil(vocabularySize / 32)).fill(0xffff_0fff);
  const sampler = createSampler(input, { vocabularySize, seed: 1, tokenText: () => text });
  const run = () => {
    for (let step = 0; step < steps; step++) sampler.sample(rows[step % rows.length]!, mask);
  };
  for (let time = 0; time < 2; time++) run();
  const before = memoryUsage();
  run();
  const after = memoryUsage();
  // Not nothing: the engine boxes numbers and compiles, and the context doubles now and then. But less
  // than a byte per logit.
  expect((after.heapUsed - before.heapUsed) / steps).toBeLessThan(vocabularySize);
  expect((after.arrayBuffers - before.arrayBuffers) / steps).toBeLessThan(500);
});

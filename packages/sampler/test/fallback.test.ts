import { expect, test, vi } from 'vitest';
import { createSampler, type SamplingInput, Workspace } from '../src/index.ts';
import { createJavaScriptKernel } from '../src/kernel/javascript.ts';
import { loadWebAssemblyKernel } from '../src/kernel/webassembly.ts';
import { Cases } from './cases.ts';

const vocabularySize = 10_000;

test.each<SamplingInput>([
  { temperature: 0 },
  {},
  { topP: 0.9, topLogprobs: 3 },
  { topK: 40, minP: 0.05, repetitionPenalty: 1.2 },
])('with %o the tokens are the same with and without WebAssembly', (input) => {
  const [fast, slow] = [loadWebAssemblyKernel()!, createJavaScriptKernel].map((createKernel) => {
    const cases = new Cases(5);
    const workspace = new Workspace(vocabularySize, createKernel);
    const sampler = createSampler(input, { vocabularySize, seed: 1, workspace });
    return Array.from({ length: 20 }, () => {
      const token = sampler.sample(cases.logits(vocabularySize));
      return { token, logprob: sampler.logprobs?.logprob };
    });
  });
  expect(fast).toEqual(slow);
});

test('a platform without WebAssembly samples all the same', () => {
  vi.stubGlobal('WebAssembly', undefined);
  const load = loadWebAssemblyKernel();
  const sampler = createSampler({ temperature: 0 }, { vocabularySize });
  vi.unstubAllGlobals();
  const logits = new Float32Array(vocabularySize);
  logits[7777] = 1;
  expect(load).toBeUndefined();
  expect(sampler.sample(logits)).toBe(7777);
});

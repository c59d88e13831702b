import { expect, test } from 'vitest';
import { createSampler, samplerFunction } from '../../src/index.ts';

const vocabularySize = 20;
const input = { repetitionPenalty: 1.3, presencePenalty: 0.5, temperature: 1.5 };

function logitsAfter(tokens: readonly number[]): Float32Array {
  return Float32Array.from({ length: vocabularySize }, (_, id) => Math.sin(id * tokens.length));
}

function generated(prompt: number[], draw: (logits: Float32Array, tokens: number[]) => number) {
  const tokens = [...prompt];
  for (let step = 0; step < 15; step++) tokens.push(draw(logitsAfter(tokens), tokens));
  return tokens;
}

test('the function draws what the sampler draws, with only the tokens to go by', () => {
  const sampler = createSampler(input, { vocabularySize, seed: 3 });
  sampler.prompt([1, 2]);
  const expected = generated([1, 2], (logits) => sampler.sample(logits));
  expect(generated([1, 2], samplerFunction(input, { vocabularySize, seed: 3 }))).toEqual(expected);
});

test('another sequence starts afresh', () => {
  const draw = samplerFunction(input, { vocabularySize, seed: 3 });
  const first = generated([1, 2], draw);
  expect(generated([4, 5, 6], draw)).not.toEqual(first.slice(1));
  expect(generated([1, 2], draw)).toEqual(first);
});

test('tokens that the caller put behind the drawn one count as generated', () => {
  const draw = samplerFunction(input, { vocabularySize, seed: 3 });
  const sampler = createSampler(input, { vocabularySize, seed: 3 });
  sampler.prompt([1]);
  const token = draw(logitsAfter([1]), [1]);
  expect(sampler.sample(logitsAfter([1]))).toBe(token);
  sampler.accept(7);
  sampler.accept(7);
  const tokens = [1, token, 7, 7];
  expect(draw(logitsAfter(tokens), tokens)).toBe(sampler.sample(logitsAfter(tokens)));
});

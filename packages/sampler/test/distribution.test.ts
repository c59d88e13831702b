import { expect, test } from 'vitest';
import { createSampler } from '../src/index.ts';
import * as reference from './reference.ts';

const draws = 100_000;
const probabilities = [0.3, 0.02, 0.18, 0.05, 0.25, 0.08, 0.1, 0.02];

/** Pearson's chi-square of 100,000 draws against `expected`. */
function chiSquare(counts: number[], expected: number[]): number {
  return expected.reduce((sum, probability, id) => {
    const mean = probability * draws;
    return mean > 0 ? sum + (counts[id]! - mean) ** 2 / mean : sum;
  }, 0);
}

// 99.9th percentiles of chi-square for 7 to 2 degrees of freedom.
test.each([
  ['nothing cut off', {}, 24.32],
  ['temperature 0.5', { temperature: 0.5 }, 24.32],
  ['temperature 2', { temperature: 2 }, 24.32],
  ['top-k 4', { topK: 4 }, 16.27],
  ['top-p 0.8', { topP: 0.8 }, 16.27],
  ['min-p 0.3', { minP: 0.3 }, 16.27],
  ['top-k 5, top-p 0.75 and min-p 0.2', { topK: 5, topP: 0.75, minP: 0.2 }, 13.82],
])('with %s tokens come as often as they should', (_, input, limit) => {
  const settings = { temperature: 1, topK: 0, topP: 1, minP: 0, ...input };
  const logits = Float32Array.from(probabilities, Math.log);
  const expected = reference.distribution([...logits], settings);
  const sampler = createSampler(input, { vocabularySize: logits.length, seed: 20261122 });
  const counts = probabilities.map(() => 0);
  for (let count = 0; count < draws; count++) {
    const token = sampler.sample(logits);
    counts[token] = counts[token]! + 1;
  }
  expect(counts.map((count) => count > 0)).toEqual(expected.map((value) => value > 0));
  expect(chiSquare(counts, expected)).toBeLessThan(limit);
});

test('streams of one seed are independent of each other', () => {
  const logits = new Float32Array(4);
  const [first, second] = [0, 1].map((stream) =>
    createSampler({}, { vocabularySize: 4, seed: 1, stream }),
  );
  const pairs = new Array<number>(16).fill(0);
  for (let count = 0; count < draws; count++) {
    const pair = first!.sample(logits) * 4 + second!.sample(logits);
    pairs[pair] = pairs[pair]! + 1;
  }
  // The 99.9th percentile for 15 degrees of freedom.
  expect(chiSquare(pairs, new Array(16).fill(1 / 16))).toBeLessThan(37.7);
});

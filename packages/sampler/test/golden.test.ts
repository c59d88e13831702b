import { expect, test } from 'vitest';
import { createSampler, type SamplingInput, Workspace } from '../src/index.ts';

/** The logits as stages 1 to 5 leave them. */
function edited(
  input: SamplingInput,
  logits: number[],
  context: { prompt: number[]; output?: number[] },
): number[] {
  const texts = ['zero', 'one', 'two', 'three', 'four', 'five'];
  const sampler = createSampler(
    { ...input, temperature: 0 },
    { vocabularySize: logits.length, tokenText: (token) => texts[token] },
  );
  sampler.prompt(context.prompt);
  for (const token of context.output ?? []) sampler.accept(token);
  const row = Float32Array.from(logits);
  sampler.sample(row);
  return [...row];
}

/** What the draw draws from. */
function kept(input: SamplingInput, probabilities: number[]): number[] {
  const workspace = new Workspace(probabilities.length);
  const sampler = createSampler(input, { vocabularySize: probabilities.length, workspace });
  sampler.sample(Float32Array.from(probabilities, Math.log));
  const { ids, weights, count } = workspace.candidates;
  const total = weights.slice(0, count).reduce((sum, weight) => sum + weight, 0);
  const result = probabilities.map(() => 0);
  for (let index = 0; index < count; index++) result[ids[index]!] = weights[index]! / total;
  return result;
}

function expectClose(actual: number[], expected: number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [id, value] of expected.entries()) expect(actual[id]).toBeCloseTo(value, 6);
}

const repeating = [1, 2, 3, 1, 2, 3, 1, 2];
const zeros = [0, 0, 0, 0, 0, 0];

test.each([
  ['no breaker', [], [0, 0, 0, -5.359375, 0, 0]],
  ['a breaker at the end', ['two'], zeros],
  ['a breaker that would be the next token', ['three'], zeros],
])('DRY penalises a match of 5 with %s as on the page', (_, drySequenceBreakers, expected) => {
  const input = { dryMultiplier: 1, dryBase: 1.75, dryAllowedLength: 2, drySequenceBreakers };
  expectClose(edited(input, zeros, { prompt: repeating }), expected);
});

test('DRY penalises a match of 2 beyond an allowed length of 1 as on the page', () => {
  const input = { dryMultiplier: 0.8, dryAllowedLength: 1, drySequenceBreakers: [] };
  expectClose(edited(input, zeros, { prompt: [1, 2, 3, 1, 2] }), [0, 0, 0, -1.4, 0, 0]);
});

test('frequency, presence and repetition penalty add up as on the page', () => {
  const input = { frequencyPenalty: 0.5, presencePenalty: 0.25, repetitionPenalty: 1.25 };
  const context = { prompt: [0, 1], output: [2, 2] };
  expectClose(edited(input, [2, -1, 0.5, 3], context), [1.6, -1.25, -0.9375, 3]);
});

test.each([
  [{ topK: 3, topP: 0.6 }, [0.571429, 0.428571, 0, 0]],
  [{ topP: 0.69 }, [0.571429, 0.428571, 0, 0]],
  [{ topP: 0.71 }, [0.444444, 0.333333, 0.222222, 0]],
  [{ minP: 0.49 }, [0.444444, 0.333333, 0.222222, 0]],
  [{ minP: 0.51 }, [0.571429, 0.428571, 0, 0]],
  // A top-p that keeps all four, so that there are candidates to look at.
  [{ temperature: 0.5, topP: 0.9999 }, [0.533333, 0.3, 0.133333, 0.033333]],
])('%o keeps of [.4, .3, .2, .1] what the page says', (input, expected) => {
  expectClose(kept(input, [0.4, 0.3, 0.2, 0.1]), expected);
});

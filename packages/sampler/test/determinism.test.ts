import { expect, test } from 'vitest';
import { createSampler, type Sampler, Workspace } from '../src/index.ts';
import { Cases } from './cases.ts';

const vocabularySize = 50;
const input = {
  repetitionPenalty: 1.1,
  frequencyPenalty: 0.2,
  dryMultiplier: 0.5,
  drySequenceBreakers: [],
  topP: 0.9,
  topLogprobs: 2,
};

const steps = Array.from({ length: 40 }, (_, step) =>
  Float32Array.from({ length: vocabularySize }, (_, id) => Math.sin(step * 7 + id * id)),
);

function create(seed: number, workspace?: Workspace): Sampler {
  const sampler = createSampler(input, { vocabularySize, seed, workspace });
  sampler.prompt([1, 2, 3, 1, 2]);
  return sampler;
}

function alone(sampler: Sampler): number[] {
  return steps.map((logits) => sampler.sample(logits.slice()));
}

test('the same seed gives the same tokens alone and among others', () => {
  const cases = new Cases(1);
  const workspace = new Workspace(vocabularySize);
  const samplers = [3, 4, 5, 6].map((seed) => create(seed, workspace));
  const tokens: number[][] = samplers.map(() => []);
  while (tokens.some((drawn) => drawn.length < steps.length)) {
    const turn = cases.integer(0, samplers.length - 1);
    const logits = steps[tokens[turn]!.length];
    if (logits) tokens[turn]!.push(samplers[turn]!.sample(logits.slice()));
  }
  for (const [index, seed] of [3, 4, 5, 6].entries()) {
    expect(tokens[index]).toEqual(alone(create(seed)));
  }
  expect(new Set(tokens.map(String)).size).toBe(samplers.length);
});

test('a fork draws as a sampler of that stream with that context does', () => {
  const first = create(9);
  const forked = first.fork(2);
  const fresh = createSampler(input, { vocabularySize, seed: 9, stream: 2 });
  fresh.prompt([1, 2, 3, 1, 2]);
  const tokens = alone(forked);
  expect(tokens).toEqual(alone(fresh));
  expect(tokens).not.toEqual(alone(first));
});

test('a fork in the middle takes the context along and leaves the original alone', () => {
  const original = create(11);
  const twin = create(11);
  for (const logits of steps.slice(0, 10)) {
    original.sample(logits.slice());
    twin.sample(logits.slice());
  }
  const forked = original.fork(1);
  const rest = steps.slice(10);
  const forkedTokens = rest.map((logits) => forked.sample(logits.slice()));
  const originalTokens = rest.map((logits) => original.sample(logits.slice()));
  expect(originalTokens).toEqual(rest.map((logits) => twin.sample(logits.slice())));
  expect(forkedTokens).not.toEqual(originalTokens);
});

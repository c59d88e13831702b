import { expect, test } from 'vitest';
import { createSampler, LogitsError, type SamplingInput, Workspace } from '../src/index.ts';
import { Random } from '../src/random.ts';
import { type Cases, forEachCase } from './cases.ts';
import * as reference from './reference.ts';

const texts = ['a', 'b', 'c', ' d', 'e\n', ':', '#', '##', ' ', 'f"g'];

function randomInput(cases: Cases) {
  return {
    temperature: cases.pick([1, cases.between(0.2, 2)]),
    topK: cases.pick([0, 0, 3, 100]),
    topP: cases.pick([1, 0.95, cases.between(0.1, 1)]),
    minP: cases.pick([0, 0.05, cases.between(0, 0.5)]),
    frequencyPenalty: cases.pick([0, cases.between(-1, 1)]),
    presencePenalty: cases.pick([0, cases.between(-1, 1)]),
    repetitionPenalty: cases.pick([1, cases.between(0.5, 2)]),
    dryMultiplier: cases.pick([0, 0.8]),
    dryBase: 1.75,
    dryAllowedLength: 2,
    drySequenceBreakers: cases.pick([['\n'], ['##', ':']]),
    logitBias: cases.pick<Record<string, number>>([{}, { 1: 2.5, 4: -3 }]),
    topLogprobs: cases.pick([undefined, 0, 3]),
  } satisfies SamplingInput;
}

/** Stages 1 to 9 in reference form. */
function expectedProbabilities(
  logits: Float32Array,
  context: { prompt: number[]; output: number[] },
  step: { input: ReturnType<typeof randomInput>; isAllowed: (id: number) => boolean },
): number[] {
  const { input, isAllowed } = step;
  let values = reference.mask([...logits], isAllowed);
  const tokens = [...context.prompt, ...context.output];
  if (input.dryMultiplier > 0) {
    values = reference.dry(values, tokens, input, { texts, breakers: input.drySequenceBreakers });
  }
  values = reference.penalties(values, context, input);
  return reference.distribution(reference.bias(values, input.logitBias), input);
}

/** -1 when rounding could decide: a cumulated probability this close to `uniform`. */
function expectedToken(probabilities: number[], uniform: number): number {
  let sum = 0;
  for (const [id, probability] of probabilities.entries()) {
    sum += probability;
    if (Math.abs(sum - uniform) < 1e-9) return -1;
    if (sum > uniform) return id;
  }
  return -1;
}

test('the whole chain draws what the reference draws, five tokens in a row', () => {
  forEachCase(10_000, (cases, seed) => {
    const input = randomInput(cases);
    const size = texts.length;
    const prompt = cases.tokens(cases.integer(0, 15), size);
    const sampler = createSampler(input, {
      vocabularySize: size,
      seed,
      tokenText: (id) => texts[id],
    });
    const random = new Random(seed);
    const output: number[] = [];
    sampler.prompt(prompt);
    for (let step = 0; step < 5; step++) {
      const logits = Float32Array.from({ length: size }, () => 3 * cases.normal());
      const mask = Uint32Array.of(cases.integer(1, 1023));
      const isAllowed = (id: number) => ((mask[0]! >>> id) & 1) === 1;
      const context = { prompt, output };
      const probabilities = expectedProbabilities(logits, context, { input, isAllowed });
      const logprobs = reference.logSoftmax([...logits]);
      const expected = expectedToken(probabilities, random.next());
      const token = sampler.sample(logits, mask);
      if (expected >= 0) expect(token).toBe(expected);
      expect(sampler.logprobs?.logprob ?? logprobs[token]).toBeCloseTo(logprobs[token]!, 12);
      output.push(token);
    }
  });
});

test('a mask that leaves nothing finite is named', () => {
  const sampler = createSampler({}, { vocabularySize: 4 });
  const logits = new Float32Array([-Infinity, 1, 2, 3]);
  expect(() => sampler.sample(logits.slice(), Uint32Array.of(0b0001))).toThrow(
    'mask: no token that it allows has a finite logit',
  );
  expect(() => sampler.sample(new Float32Array(4).fill(-Infinity))).toThrow(
    'logits: every logit is -Infinity',
  );
});

test.each<SamplingInput>([
  {},
  { temperature: 0 },
  { topK: 2 },
  { topK: 2, topP: 0.5 },
  { topP: 0.5 },
  { minP: 0.5 },
])('with %o NaN, +Infinity and nothing finite are errors that say so', (input) => {
  const sampler = createSampler(input, { vocabularySize: 4 });
  expect(() => sampler.sample(new Float32Array([0, 1, NaN, 2]))).toThrow(LogitsError);
  expect(() => sampler.sample(new Float32Array([0, 1, NaN, 2]))).toThrow(
    'token 2 has the logit NaN',
  );
  expect(() => sampler.sample(new Float32Array([0, Infinity, 0, 2]))).toThrow(
    'token 1 has the logit Infinity',
  );
  expect(() => sampler.sample(new Float32Array(4).fill(-Infinity))).toThrow('every logit');
});

test('a penalty does not hide a broken logit', () => {
  const sampler = createSampler({ repetitionPenalty: 2, topK: 2 }, { vocabularySize: 3 });
  sampler.prompt([0, 1, 2]);
  expect(() => sampler.sample(new Float32Array([0, Infinity, 0]))).toThrow('logit Infinity');
  expect(() => sampler.sample(new Float32Array([0, 0, NaN]))).toThrow('logit NaN');
});

test('only one survivor is drawn whatever else is set', () => {
  const logits = new Float32Array(100).fill(-Infinity);
  logits[37] = -1000;
  const input = { temperature: 2, topK: 40, topP: 0.5, minP: 0.9, topLogprobs: 5 };
  const sampler = createSampler(input, { vocabularySize: 100 });
  expect(sampler.sample(logits)).toBe(37);
  expect(sampler.logprobs).toEqual({ token: 37, logprob: 0, top: [{ token: 37, logprob: 0 }] });
});

test('logits of another size than the vocabulary are refused', () => {
  const sampler = createSampler({}, { vocabularySize: 4 });
  expect(() => sampler.sample(new Float32Array(5))).toThrow('expected 4 logits, got 5');
});

test('DRY with breakers asks for the text of tokens', () => {
  expect(() => createSampler({ dryMultiplier: 1 }, { vocabularySize: 4 })).toThrow('tokenText');
  createSampler({ dryMultiplier: 1, drySequenceBreakers: [] }, { vocabularySize: 4 });
});

test('the seed is taken from the request, or drawn and told', () => {
  expect(createSampler({ seed: 5 }, { vocabularySize: 4 }).seed).toBe(5);
  expect(createSampler({}, { vocabularySize: 4, seed: 6 }).seed).toBe(6);
  expect(createSampler({}, { vocabularySize: 4 }).seed).toSatisfy(Number.isSafeInteger);
});

test('a sample changes the logits in place', () => {
  const input = { frequencyPenalty: 1, repetitionPenalty: 2, logitBias: { 1: 5 }, topK: 2 };
  const sampler = createSampler(input, { vocabularySize: 4 });
  sampler.prompt([0, 1, 2, 3]);
  const logits = new Float32Array([1, 2, 3, 4]);
  sampler.sample(logits, Uint32Array.of(0b0011));
  expect([...logits]).toEqual([0.5, 6, -Infinity, -Infinity]);
});

test('a workspace of another vocabulary is refused', () => {
  const workspace = new Workspace(3);
  expect(() => createSampler({}, { vocabularySize: 4, workspace })).toThrow('a workspace for 3');
});

test('a step may ask for another temperature, and the next has its own again', () => {
  const logits = [1, 1.1, 0.9];
  const drawAll = (temperatures: readonly (number | undefined)[]) => {
    const sampler = createSampler({ temperature: 2 }, { vocabularySize: 3, seed: 5 });
    return temperatures.map((temperature) =>
      sampler.sample(Float32Array.from(logits), undefined, temperature),
    );
  };
  const cold = drawAll(Array(20).fill(0));
  const mixed = drawAll(Array.from({ length: 200 }, (_, step) => (step % 2 === 0 ? 0 : undefined)));
  expect(new Set(cold)).toEqual(new Set([1]));
  expect(new Set(mixed.filter((_, step) => step % 2 === 0))).toEqual(new Set([1]));
  expect(new Set(mixed.filter((_, step) => step % 2 === 1))).toEqual(new Set([0, 1, 2]));
});

import { expect, test } from 'vitest';
import { TokenContext } from '../src/context.ts';
import { Penalties } from '../src/penalties.ts';
import { forEachCase } from './cases.ts';
import * as reference from './reference.ts';

test('penalties equal the formulas to the last bit of a float32', () => {
  forEachCase(10_000, (cases) => {
    const size = cases.integer(1, 40);
    const logits = cases.logits(size);
    const prompt = cases.tokens(cases.integer(0, 30), size);
    const output = cases.tokens(cases.integer(0, 30), size);
    const settings = {
      frequencyPenalty: cases.pick([0, 0.5, cases.between(-2, 2)]),
      presencePenalty: cases.pick([0, 0.25, cases.between(-2, 2)]),
      repetitionPenalty: cases.pick([1, 1.25, cases.between(0.1, 3)]),
    };
    const expected = reference.penalties([...logits], { prompt, output }, settings);
    const context = new TokenContext(size);
    context.addPrompt(prompt);
    for (const token of output) context.addGenerated(token);
    new Penalties(settings, context).apply(logits);
    expect(logits).toEqual(Float32Array.from(expected));
  });
});

test('an extreme penalty leaves a finite logit finite', () => {
  const logits = new Float32Array([-3e38, 3e38, -Infinity]);
  const context = new TokenContext(3);
  context.addPrompt([0, 1, 2]);
  const settings = { frequencyPenalty: 0, presencePenalty: 0, repetitionPenalty: 1e9 };
  new Penalties(settings, context).apply(logits);
  expect(logits[0]).toBeCloseTo(-3.4028234663852886e38, -30);
  new Penalties({ ...settings, repetitionPenalty: 1e-99 }, context).apply(logits);
  expect([...logits].map(Number.isFinite)).toEqual([true, true, false]);
});

test('a token outside the vocabulary is refused', () => {
  expect(() => new TokenContext(3).addGenerated(3)).toThrow('outside the vocabulary of 3');
});

import { expect, test } from 'vitest';
import { Bias } from '../src/bias.ts';
import { forEachCase } from './cases.ts';
import * as reference from './reference.ts';

test('a bias is added to its token and to no other', () => {
  forEachCase(10_000, (cases) => {
    const size = cases.integer(1, 40);
    const logits = cases.logits(size);
    const tokens = cases.tokens(cases.integer(0, 10), size);
    const biases = Object.fromEntries(tokens.map((token) => [token, cases.between(-100, 100)]));
    const expected = reference.bias([...logits], biases);
    new Bias(biases).apply(logits);
    expect([...logits]).toEqual(expected);
  });
});

test('a bias cannot bring back a token that the mask forbids', () => {
  const logits = new Float32Array([-Infinity, 1]);
  new Bias({ 0: 100 }).apply(logits);
  expect(logits[0]).toBe(-Infinity);
});

import { expect, test } from 'vitest';
import { Candidates } from '../src/candidates.ts';
import { draw, drawFromAll } from '../src/draw.ts';
import { forEachCase } from './cases.ts';
import { loaded } from './loaded.ts';
import * as reference from './reference.ts';

/** The first token whose cumulated probability exceeds `uniform`; undefined when too close to tell. */
function expectedDraw(probabilities: number[], uniform: number): number | undefined {
  let sum = 0;
  for (const [id, probability] of probabilities.entries()) {
    if (Math.abs(sum + probability - uniform) < 1e-11) return undefined;
    sum += probability;
    if (sum > uniform) return id;
  }
  return undefined;
}

test('a draw inverts the cumulated weights in the order of the ids', () => {
  forEachCase(10_000, (cases) => {
    const candidates = new Candidates();
    const count = cases.integer(1, 60);
    const weights = Array.from({ length: count }, () => (cases.chance(0.2) ? 0 : cases.uniform()));
    weights[cases.integer(0, count - 1)] = 1;
    for (const [id, weight] of weights.entries()) candidates.push(id, weight);
    const uniform = cases.uniform();
    const expected = expectedDraw(reference.normalized(weights), uniform);
    const drawn = draw(candidates, uniform);
    expect(weights[drawn]).toBeGreaterThan(0);
    if (expected !== undefined) expect(drawn).toBe(expected);
  });
});

test('a draw from the whole vocabulary inverts its softmax in the order of the ids', () => {
  forEachCase(10_000, (cases) => {
    const logits = cases.logits(cases.chance(0.02) ? 3000 : cases.integer(1, 60));
    const temperature = cases.pick([1, cases.between(0.05, 2)]);
    const uniform = cases.pick([0, 1 - 2 ** -53, cases.uniform(), cases.uniform()]);
    const probabilities = reference.softmax([...logits], temperature);
    const expected = expectedDraw(probabilities, uniform);
    const drawn = drawFromAll(loaded(logits), temperature, uniform);
    expect(probabilities[drawn]).toBeGreaterThan(0);
    if (expected !== undefined) expect(drawn).toBe(expected);
  });
});

test('the lowest temperature there is draws the likeliest token', () => {
  const logits = new Float32Array([0.5, 0.75, 0.25]);
  expect(drawFromAll(loaded(logits), Number.MIN_VALUE, 0.999)).toBe(1);
});

import { expect, test } from 'vitest';
import { expOfSteps, stepsPerUnit } from '../src/exponential.ts';
import { forEachCase } from './cases.ts';

test('the exponential is right to 1e-14 of the value', () => {
  forEachCase(10_000, (cases) => {
    const x = cases.pick([cases.uniform(), cases.between(0, 30), cases.between(0, 690)]);
    const exact = Math.exp(-x);
    // Measuring x in steps rounds it too, by no more than 1e-15 of x.
    const bound = (1e-14 + 1e-15 * x) * exact;
    expect(Math.abs(expOfSteps(x * stepsPerUnit) - exact)).toBeLessThan(bound);
  });
});

test('the ends are exact', () => {
  expect(expOfSteps(0)).toBe(1);
  expect(expOfSteps(1024)).toBe(0.5);
  expect(expOfSteps(1e9)).toBe(0);
  expect(expOfSteps(Infinity)).toBe(0);
});

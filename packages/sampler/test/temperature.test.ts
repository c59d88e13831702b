import { expect, test } from 'vitest';
import { LogitsError } from '../src/errors.ts';
import { findLikeliest } from '../src/temperature.ts';
import { forEachCase } from './cases.ts';
import { loaded } from './loaded.ts';
import * as reference from './reference.ts';

test('temperature 0 finds the largest logit, the lowest id of a tie', () => {
  forEachCase(10_000, (cases) => {
    const logits = cases.logits(cases.integer(1, 200));
    expect(findLikeliest(loaded(logits))).toBe(reference.ranked([...logits])[0]);
  });
});

test.each([NaN, Infinity])('a logit of %d is an error wherever it stands', (logit) => {
  for (const id of [0, 5, 63, 64, 99]) {
    const logits = new Float32Array(100);
    logits[id] = logit;
    expect(() => findLikeliest(loaded(logits))).toThrow(LogitsError);
    expect(() => findLikeliest(loaded(logits))).toThrow(
      `logits: token ${id} has the logit ${logit}`,
    );
  }
});

test('there is no largest of nothing finite', () => {
  expect(findLikeliest(loaded(new Float32Array(9).fill(-Infinity)))).toBe(-1);
});

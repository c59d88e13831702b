import { expect, test } from 'vitest';
import { Drafter } from '../../src/scheduler/draft.ts';

test('a text is guessed to go on as it did after the same tokens before', () => {
  expect(new Drafter().draft([7, 1, 2, 3, 4, 5, 6, 9, 1, 2], 99)).toEqual([3, 4, 5, 6]);
});

test('the longest match wins, and of equals the latest', () => {
  expect(new Drafter().draft([1, 2, 3, 9, 2, 3, 8, 1, 2, 3], 1)).toEqual([9]);
  expect(new Drafter().draft([5, 2, 3, 9, 6, 2, 3, 8, 7, 2, 3], 1)).toEqual([8]);
});

test('nothing is guessed after tokens that never came together', () => {
  expect(new Drafter().draft([1, 2, 3, 2, 9], 99)).toEqual([]);
  expect(new Drafter().draft([4], 99)).toEqual([]);
  expect(new Drafter().draft([1, 2, 3, 1, 2], 0)).toEqual([]);
});

test('drafts grow while they come true, and rest when they do not', () => {
  const text = Array.from({ length: 40 }, (_, index) => index);
  const tokens = [...text, 0, 1];
  const drafter = new Drafter();
  drafter.judge(4, 4);
  expect(drafter.draft(tokens, 99)).toHaveLength(8);
  drafter.judge(8, 1);
  expect(drafter.draft(tokens, 99)).toHaveLength(2);
  drafter.judge(2, 0);
  const lengths = Array.from({ length: 9 }, () => drafter.draft(tokens, 99).length);
  expect(lengths).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 2]);
});

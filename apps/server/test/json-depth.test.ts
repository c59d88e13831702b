import { expect, test } from 'vitest';
import { isDeeperThan } from '../src/json-depth.ts';

test.each([
  ['[[1]]', 2, false],
  ['[[1]]', 1, true],
  ['{"a":{"b":[]}}', 2, true],
  ['[[],[],[],{}]', 2, false],
  ['["[[[[", {"]": "\\"[[[\\\\"}]', 2, false],
  ['["\\\\",[[]]]', 2, true],
  ['"no end [[[[', 0, false],
  ['', 0, false],
])('%s is deeper than %i: %s', (text, most, isDeeper) => {
  expect(isDeeperThan(most, text)).toBe(isDeeper);
});

import { expect, test } from 'vitest';
import { LogitsError } from '../src/errors.ts';
import { applyMask } from '../src/mask.ts';
import { Workspace } from '../src/workspace.ts';
import { forEachCase } from './cases.ts';
import * as reference from './reference.ts';

function masked(logits: Float32Array, mask: Uint32Array): number[] {
  const workspace = new Workspace(logits.length);
  workspace.load(logits);
  applyMask(mask, workspace);
  return [...logits];
}

test('a mask leaves the allowed logits and nothing of the others', () => {
  forEachCase(10_000, (cases) => {
    const size = cases.integer(1, 130);
    const logits = cases.logits(size);
    const mask = cases.mask(size);
    const isAllowed = (id: number) => ((mask[id >>> 5]! >>> (id & 31)) & 1) === 1;
    const expected = reference.mask([...logits], isAllowed);
    expect(masked(logits, mask)).toEqual(expected);
  });
});

test.each([NaN, Infinity])('a forbidden logit of %d is an error all the same', (logit) => {
  const logits = new Float32Array(40);
  logits[33] = logit;
  expect(() => masked(logits, new Uint32Array(2))).toThrow(LogitsError);
  expect(() => masked(logits, new Uint32Array(2))).toThrow(`token 33 has the logit ${logit}`);
});

test('a mask with too few words is refused', () => {
  expect(() => masked(new Float32Array(33), new Uint32Array(1))).toThrow('1 words is too short');
});

test('a mask may have words to spare', () => {
  expect(masked(new Float32Array(3), new Uint32Array(10).fill(5))).toEqual([0, -Infinity, 0]);
});

import { expect, test } from 'vitest';
import { applyMask, argmaxMasked } from '../src/apply-mask.ts';
import { Random } from './reference/random.ts';

function randomMask(random: Random, size: number): Uint32Array {
  const mask = new Uint32Array((size + 31) >>> 5);
  for (let word = 0; word < mask.length; word++) {
    mask[word] = random.pick([0, 0xffffffff, random.below(0x7fffffff), 0x80000001]);
  }
  return mask;
}

test('logits and argmax are those of a loop over single bits', () => {
  const random = new Random(7);
  for (let round = 0; round < 200; round++) {
    const size = 1 + random.below(300);
    const mask = randomMask(random, size);
    const logits = Float32Array.from({ length: size }, () => random.below(1000) / 100 - 5);
    const expected = logits.map((logit, id) =>
      (mask[id >>> 5]! >>> (id & 31)) & 1 ? logit : -Infinity,
    );
    const most = Math.max(...expected);
    expect(argmaxMasked(logits, mask)).toBe(most === -Infinity ? -1 : expected.indexOf(most));
    applyMask(logits, mask);
    expect(logits).toEqual(expected);
  }
});

test('a mask that is too short is an error', () => {
  expect(() => applyMask(new Float32Array(33), new Uint32Array(1))).toThrow(RangeError);
});

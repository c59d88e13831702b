import { expect, test } from 'vitest';
import { blockEnd, lowestThreshold, nextBlock } from '../src/blocks.ts';
import { type Cases, forEachCase } from './cases.ts';

/** The ids in the blocks that are not passed over. */
function visited(logits: Float32Array, threshold: number): Set<number> {
  const ids = new Set<number>();
  for (let at = nextBlock(logits, 0, threshold); at < logits.length; ) {
    const end = blockEnd(logits, at);
    for (let id = at; id < end; id++) ids.add(id);
    at = nextBlock(logits, end, threshold);
  }
  return ids;
}

function thresholdFor(cases: Cases, logits: Float32Array): number {
  return cases.pick([lowestThreshold, Infinity, cases.between(-9, 9), cases.pick([...logits])]);
}

/** What a division of 0 by 0 leaves on x86: its sign bit is set, unlike that of JavaScript's own NaN. */
const negativeNaN = 0xffc00000;

test('no logit that reaches the threshold and no broken one is passed over', () => {
  forEachCase(10_000, (cases) => {
    const logits = cases.logits(cases.integer(1, 200));
    const threshold = thresholdFor(cases, logits);
    const broken = cases.integer(0, logits.length - 1);
    const bits = cases.pick([negativeNaN, 0x7fc00000, 0x7f800000]);
    if (cases.chance(0.3)) new Uint32Array(logits.buffer)[broken] = bits;
    const ids = visited(logits, threshold);
    for (const [id, logit] of logits.entries()) {
      if (!(logit < threshold)) expect(ids.has(id)).toBe(true);
    }
  });
});

test('blocks that stay below the threshold are passed over', () => {
  const logits = new Float32Array(64);
  logits[20] = 5;
  expect(visited(logits, 5)).toEqual(new Set(Array.from({ length: 16 }, (_, index) => 16 + index)));
  expect(visited(logits.fill(-Infinity), lowestThreshold)).toEqual(new Set());
});

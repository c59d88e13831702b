import { expect, test } from 'vitest';
import { Pieces } from '../../src/scheduler/pieces.ts';
import { HashModel } from './hash-model.ts';
import { createRandom } from './requests.ts';

const free = new Pieces(new HashModel().info);
const fixed = new Pieces(new HashModel({ can: { batch: false } }).info);

test('no piece has one token, wherever reading begins', () => {
  const random = createRandom(3);
  for (let round = 0; round < 300; round++) {
    const end = 2 + random(100);
    let start = free.reusable(random(end + 1), end);
    while (start < end) {
      const cut = free.cut(start, end, random(20));
      expect(cut - start).toBeGreaterThan(1);
      expect(cut).toBeLessThanOrEqual(end);
      start = cut;
    }
  }
});

test('a prompt of one token is one piece', () => {
  expect(free.reusable(1, 1)).toBe(0);
  expect(free.cut(0, 1, 256)).toBe(1);
});

test('for models that cannot batch the pieces end at the same places, whatever was there and asked for', () => {
  const random = createRandom(4);
  const ends = new Set<number>();
  for (let round = 0; round < 100; round++) {
    let start = fixed.reusable(random(200), 150);
    while (start < 150) {
      start = fixed.cut(start, 150, random(99));
      ends.add(start);
    }
  }
  expect([...ends].toSorted((one, other) => one - other)).toEqual([32, 64, 96, 128, 150]);
});

import { expect, test } from 'vitest';
import { inHugePages } from '../../src/onnx/huge-pages.ts';

test('memory holds the same after it was gathered in huge pages', async () => {
  const blocks: Buffer[] = [];
  await inHugePages(async () => {
    for (let value = 1; value <= 4; value++) blocks.push(Buffer.alloc(5_000_001, value));
  });
  const values = blocks.map((block) => new Set(block));
  expect(values).toEqual([new Set([1]), new Set([2]), new Set([3]), new Set([4])]);
});

test('what could not be allocated is told', async () => {
  const allocation = inHugePages(() => Promise.reject(new Error('no memory')));
  await expect(allocation).rejects.toThrow('no memory');
});

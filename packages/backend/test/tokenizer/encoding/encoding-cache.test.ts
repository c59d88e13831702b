import { expect, test } from 'vitest';
import { EncodingCache } from '../../../src/tokenizer/encoding/encoding-cache.ts';

test('the texts that were not asked for longest are forgotten first, and the bound is kept', () => {
  const cache = new EncodingCache(1000);
  for (const text of ['one', 'two', 'three', 'four']) cache.set(text, [1, 2, 3]);
  cache.get('one');
  for (let count = 0; count < 6; count++) cache.set(`more ${count}`, [4]);
  expect(cache.bytes).toBeLessThanOrEqual(1000);
  expect(cache.get('one')).toEqual([1, 2, 3]);
  expect(cache.get('two')).toBeUndefined();
});

test('a text that is larger than the whole cache is not kept', () => {
  const cache = new EncodingCache(1000);
  cache.set('a'.repeat(1000), [1]);
  expect(cache.get('a'.repeat(1000))).toBeUndefined();
  expect(cache.bytes).toBe(0);
});

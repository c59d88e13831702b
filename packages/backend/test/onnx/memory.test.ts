import { expect, test } from 'vitest';
import { float16Values } from '../../src/onnx/float16.ts';
import { discardPages } from '../../src/onnx/pages.ts';
import { ResidentTokens } from '../../src/onnx/resident-tokens.ts';
import { defaultThreads } from '../../src/onnx/threads.ts';
import { advance, openTiny, someTokens, tinyShape } from './tiny-model.ts';

/** Keys and values of float32. */
const { layers, keyValueHeads, headWidth } = tinyShape;
const tokenBytes = 2 * layers * keyValueHeads * headWidth * 4;

test('so many tokens are promised as fit in the memory for keys and values', async () => {
  const model = await openTiny({}, { cacheBytes: 5000 * tokenBytes });
  expect(model.info).toMatchObject({
    maxCachedTokens: 5000,
    contextLength: 1024,
    maxSequences: 32,
  });
});

test('a context that does not fit in the memory is shortened, and the log says so', async () => {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const model = await openTiny({}, { cacheBytes: 100 * tokenBytes, log });
  expect(model.info).toMatchObject({ contextLength: 100, maxCachedTokens: 100 });
  expect(lines).toEqual([expect.stringContaining('the context is 100 tokens instead of 1024')]);
});

test('a copying graph has the sequence that runs in memory twice', async () => {
  const model = await openTiny({ attention: 'concatenating' }, { cacheBytes: 5000 * tokenBytes });
  expect(model.info).toMatchObject({ contextLength: 1024, maxCachedTokens: 5000 - 1024 });
});

test('memory too little for a single token is refused', async () => {
  await expect(openTiny({}, { cacheBytes: 100 })).rejects.toThrow(/too little/);
});

test.each(['grouped-query', 'concatenating'] as const)(
  'memory that %s sequences have left is given back, and what others hold stays',
  async (attention) => {
    const model = await openTiny({ attention }, { cacheBytes: 1024 * 2 * tokenBytes });
    const prompt = someTokens(60, 1);
    const expected = await advance(model, model.open(), [...prompt, 9]);
    const kept = model.open();
    await advance(model, kept, someTokens(500, 2));
    kept.truncate(0);
    await advance(model, kept, prompt);
    for (let round = 0; round < 4; round++) {
      const passing = [1, 2, 3].map(() => model.open());
      for (const sequence of passing) await advance(model, sequence, someTokens(600, round));
      for (const sequence of passing) sequence.close();
    }
    const logits = await advance(model, kept, [9]);
    expect(logits[0]).toBeCloseTo(expected[0]!, 4);
  },
);

test('tokens are trimmed once there are too many, those in use never', () => {
  const discarded: string[] = [];
  const cache = { discard: (slot: number, kept: number) => discarded.push(`${slot}:${kept}`) };
  const resident = new ResidentTokens(3, 100);
  resident.touch(0, 60);
  resident.touch(1, 40);
  resident.touch(1, 30);
  resident.trim([60, 0, 0], cache);
  expect(discarded).toEqual([]);
  resident.touch(2, 20);
  resident.trim([60, 5, 20], cache);
  expect(discarded).toEqual(['1:5']);
  resident.trim([60, 5, 20], cache);
  expect(discarded).toEqual(['1:5']);
});

test.runIf(process.platform === 'linux')('discarded memory reads as zeros, its edges stay', () => {
  const memory = new Uint8Array(1_000_000).fill(7);
  discardPages(memory.subarray(200_001, 800_001));
  expect(memory[500_000]).toBe(0);
  expect([memory[200_000], memory[800_001]]).toEqual([7, 7]);
  expect(memory.indexOf(0)).toBeGreaterThan(200_000);
});

test('numbers of 16 bits become the numbers that they are', () => {
  const values = float16Values();
  expect(values).toHaveLength(65536);
  const bits = [0x0000, 0x8000, 0x3c00, 0xbc00, 0x7bff, 0x0001, 0x03ff, 0x0400, 0x7c00, 0xfc00];
  expect(bits.map((index) => values[index])).toEqual([
    0,
    -0,
    1,
    -1,
    65504,
    2 ** -24,
    1023 * 2 ** -24,
    2 ** -14,
    Infinity,
    -Infinity,
  ]);
  expect(values[0x7e00]).toBeNaN();
});

test('a small model runs on one thread, a large one on no more than there are', () => {
  expect(defaultThreads(1_000_000)).toBe(1);
  expect(defaultThreads(500_000_000)).toBeGreaterThanOrEqual(1);
  expect(defaultThreads(500_000_000)).toBeLessThanOrEqual(256);
});

import type { ModelOptions } from '@antiphon/model-writer';
import { expect, test } from 'vitest';
import { advance, largestDifference, openTiny, someTokens, tinyShape } from './tiny-model.ts';

const prompt = someTokens(40, 1);

/** Logits after the prompt in two pieces and three more tokens one by one. */
async function answer(graph: Partial<ModelOptions>): Promise<Float32Array> {
  const model = await openTiny(graph);
  const sequence = model.open();
  await advance(model, sequence, prompt.slice(0, 11));
  await advance(model, sequence, prompt.slice(11));
  for (const token of someTokens(2, 2)) await advance(model, sequence, [token]);
  return advance(model, sequence, [7]);
}

test('a graph that concatenates its caches gives the logits of one that updates them in place', async () => {
  const inPlace = await answer({ attention: 'grouped-query' });
  const concatenated = await answer({ attention: 'concatenating' });
  expect(largestDifference(inPlace, concatenated)).toBeLessThan(1e-4);
});

test('a graph without num_logits_to_keep gives the logits of one that has it', async () => {
  expect(await answer({ keepsLogits: false })).toEqual(await answer({ keepsLogits: true }));
});

test('caches of 16 bits change little', async () => {
  const difference = largestDifference(await answer({ cache: 'fp16' }), await answer({}));
  expect(difference).toBeLessThan(0.05);
  expect(difference).toBeGreaterThan(0);
});

test('concatenated caches of 16 bits change little', async () => {
  const short = await answer({ cache: 'fp16', attention: 'concatenating' });
  expect(largestDifference(short, await answer({}))).toBeLessThan(0.05);
});

test('a model of 16 bits gives logits of 32', async () => {
  const half = await answer({ dtype: 'fp16', cache: 'fp16' });
  expect(half).toBeInstanceOf(Float32Array);
  expect(largestDifference(half, await answer({}))).toBeLessThan(0.1);
});

test.each(['q4', 'int8', 'int8-dynamic'] as const)('a model in %s gives logits', async (dtype) => {
  const logits = await answer({ dtype });
  expect(logits.every(Number.isFinite)).toBe(true);
  expect(new Set(logits).size).toBeGreaterThan(tinyShape.vocabularySize / 2);
});

test('with a sliding window, tokens that have left it no longer count', async () => {
  const model = await openTiny({ shape: { ...tinyShape, slidingWindow: 4 } });
  const changed = [...someTokens(20, 3), ...prompt.slice(20)];
  const logits = await advance(model, model.open(), prompt);
  expect(await advance(model, model.open(), changed)).toEqual(logits);
  const full = await openTiny();
  const seen = await advance(full, full.open(), prompt);
  expect(await advance(full, full.open(), changed)).not.toEqual(seen);
});

test.each(['grouped-query', 'concatenating'] as const)(
  'a %s prompt longer than a chunk counts as one given in small pieces',
  async (attention) => {
    const model = await openTiny({ attention });
    const long = someTokens(1000, 4);
    const whole = await advance(model, model.open(), long);
    const sequence = model.open();
    for (let start = 0; start < long.length; start += 125) {
      await advance(model, sequence, long.slice(start, start + 125));
    }
    const [row] = await model.step(
      [{ sequence: sequence.fork(999), tokens: long.slice(-1), logits: 'last' }],
      new AbortController().signal,
    );
    expect(largestDifference(row!, whole)).toBeLessThan(1e-4);
  },
);

test('the log tells why sequences run one after another', async () => {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const concatenating = await openTiny({ attention: 'concatenating' }, { log });
  const dynamic = await openTiny({ dtype: 'int8-dynamic' }, { log });
  const rowWise = await openTiny({ dtype: 'int8' }, { log });
  expect(lines).toEqual([
    expect.stringContaining('GroupQueryAttention'),
    expect.stringContaining('DynamicQuantizeLinear'),
  ]);
  const batches = [concatenating, dynamic, rowWise].map(({ info }) => info.can.batch);
  expect(batches).toEqual([false, false, true]);
});

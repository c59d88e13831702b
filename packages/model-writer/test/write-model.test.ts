import { Tensor } from '@xenova/transformers';
import { expect, test } from 'vitest';
import { type ModelOptions, type ModelShape, shapes, writeModel } from '../src/index.ts';
import {
  largestDifference,
  load,
  loadTokenizer,
  loadWritten,
  logitsOf,
  temporaryFolder,
} from './written-model.ts';

const tokens = [300, 17, 256, 3, 411, 90, 17, 8, 300, 299, 1, 64];
const families = ['llama', 'mistral', 'qwen2', 'qwen3'] as const;

const options: readonly Partial<ModelOptions>[] = [
  { dtype: 'fp32' },
  { dtype: 'fp16' },
  { dtype: 'fp16', cache: 'fp16' },
  { dtype: 'int8' },
  { dtype: 'int8-dynamic' },
  { dtype: 'q4' },
  { dtype: 'q4', blockSize: 16 },
  { dtype: 'q4', cache: 'fp16' },
  { attention: 'concatenating' },
  { attention: 'concatenating', cache: 'fp16' },
  { attention: 'concatenating', dtype: 'fp16' },
  { keepsLogits: false },
];

test.for(options)('a model written with %o gives logits of the usual size', async (given) => {
  const model = await loadWritten({ shape: shapes.tiny, ...given });
  const logits = await logitsOf(model, tokens);
  expect(logits).toHaveLength(tokens.length * shapes.tiny.vocabularySize);
  const deviation = Math.hypot(...logits) / Math.sqrt(logits.length);
  expect(deviation).toBeGreaterThan(1);
  expect(deviation).toBeLessThan(4);
});

test.for(families)('both kinds of attention give the same logits for %s', async (family) => {
  await expectSameLogits({ ...shapes.tiny, family });
});

test('both kinds of attention look back over the same sliding window', async () => {
  await expectSameLogits({ ...shapes.tiny, slidingWindow: 4 });
});

test('an output layer of its own changes the logits', async () => {
  const tied = await loadWritten({ shape: shapes.tiny });
  const untied = await loadWritten({ shape: { ...shapes.tiny, isTied: false } });
  const difference = largestDifference(
    await logitsOf(tied, tokens),
    await logitsOf(untied, tokens),
  );
  expect(difference).toBeGreaterThan(1);
});

test.for([
  ['fp16', 0.02],
  ['int8', 0.1],
  ['int8-dynamic', 0.3],
  ['q4', 0.4],
] as const)('%s stays near to fp32', async ([dtype, limit]) => {
  const exact = await logitsOf(await loadWritten({ shape: shapes['3M'] }), tokens);
  const near = await logitsOf(await loadWritten({ shape: shapes['3M'], dtype }), tokens);
  const error = Math.hypot(...near.map((value, index) => value - exact[index]!));
  expect(error / Math.hypot(...exact)).toBeLessThan(limit);
});

test('in int8 the logits of a token do not change with the tokens after it', async () => {
  const model = await loadWritten({ shape: shapes.tiny, dtype: 'int8' });
  const alone = await logitsOf(model, tokens.slice(0, 4));
  const followed = await logitsOf(model, tokens);
  expect(followed.slice(0, alone.length)).toEqual(alone);
});

test('transformers.js generates the same text with every kind of cache', async () => {
  const folder = await temporaryFolder();
  const answers: string[] = [];
  for (const attention of ['grouped-query', 'concatenating'] as const) {
    await writeModel(folder, { shape: shapes.tiny, attention });
    answers.push(await answer(folder));
  }
  expect(answers[0]).toBe(answers[1]);
  expect(answers[0]).not.toBe('');
});

test('blocks that do not fill a row are refused', async () => {
  const folder = await temporaryFolder();
  const writing = writeModel(folder, { shape: shapes.tiny, dtype: 'q4', blockSize: 48 });
  await expect(writing).rejects.toThrow('rows of 64, which blocks of 48 do not fill');
});

async function expectSameLogits(shape: ModelShape): Promise<void> {
  const grouped = await loadWritten({ shape });
  const concatenating = await loadWritten({ shape, attention: 'concatenating' });
  const expected = await logitsOf(grouped, tokens);
  expect(largestDifference(await logitsOf(concatenating, tokens), expected)).toBeLessThan(1e-4);
}

async function answer(folder: string): Promise<string> {
  const model = await load(folder, 'fp32');
  const tokenizer = await loadTokenizer(folder);
  const prompt = tokenizer.apply_chat_template([{ role: 'user', content: 'Hello there' }], {
    add_generation_prompt: true,
    tokenize: false,
  });
  const inputs = tokenizer(String(prompt), { add_special_tokens: false });
  const generated = await model.generate({ ...inputs, max_new_tokens: 24, do_sample: false });
  if (!(generated instanceof Tensor)) throw new TypeError('generate() gave no tensor');
  return tokenizer.batch_decode(generated, { skip_special_tokens: false })[0] ?? '';
}

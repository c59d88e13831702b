import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelFolder } from '@antiphon/embedded-model';
import { shapes, writeModel } from '@antiphon/model-writer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type LoadModelOptions,
  loadModel,
  ModelFaultError,
  ModelLoadError,
} from '../../src/index.ts';
import { testLogitsModel } from '../logits-model-contract.ts';
import { writeRecurrentModel } from './recurrent-model.ts';
import { writeSplitModel } from './split-model.ts';

const never = new AbortController().signal;
const maxSequences = 3;
let folder: string;
const names = { recurrent: '', split: '', concatenating: '', half: '' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'antiphon-models-'));
  for (const name of ['recurrent', 'split', 'concatenating', 'half'] as const)
    names[name] = join(folder, name);
  await writeRecurrentModel(names.recurrent);
  await writeSplitModel(names.split);
  await writeModel(names.concatenating, {
    shape: shapes.tiny,
    attention: 'concatenating',
    keepsLogits: false,
  });
  await writeModel(names.half, { shape: shapes.tiny, dtype: 'fp16', cache: 'fp16' });
});

afterAll(() => rm(folder, { recursive: true }));

function load(source: string, options: LoadModelOptions = {}) {
  return loadModel(source, { runtime: 'transformers', maxSequences, ...options });
}

describe('the embedded model', () =>
  testLogitsModel({ open: () => load(modelFolder), maxSequences }));

describe('a model with a recurrent state', () =>
  testLogitsModel({ open: () => load(names.recurrent), maxSequences }));

describe('a model of several graphs', () =>
  testLogitsModel({ open: () => load(names.split), maxSequences }));

describe('a graph that gives all logits and wants positions', () =>
  testLogitsModel({ open: () => load(names.concatenating), maxSequences }));

describe('a model of half precision', () =>
  testLogitsModel({ open: () => load(names.half), maxSequences }));

test('a recurrent state can neither be cut nor forked within, and says so', async () => {
  const model = await load(names.recurrent);
  expect(model.info.can).toEqual({ batch: false, truncate: false, fork: false, allLogits: true });
  const sequence = model.open();
  await model.step([{ sequence, tokens: [5, 6, 7], logits: 'none' }], never);
  expect(() => sequence.truncate(2)).toThrow('truncate to 0 only');
  expect(sequence.length).toBe(3);
  await model.close();
});

test('all logits of a prompt longer than a chunk come in order', async () => {
  const model = await load(names.concatenating);
  const tokens = Array.from({ length: 600 }, (_, place) => (place * 7) % 256);
  const width = model.info.vocabularySize;
  const all = model.open();
  const [rows] = await model.step([{ sequence: all, tokens, logits: 'all' }], never);
  expect(rows).toHaveLength(tokens.length * width);
  expect(all.length).toBe(tokens.length);
  for (const length of [1, 512, 513, tokens.length]) {
    const sequence = model.open();
    const [row] = await model.step(
      [{ sequence, tokens: tokens.slice(0, length), logits: 'last' }],
      never,
    );
    const same = rows!.subarray((length - 1) * width, length * width);
    expect(Math.max(...row!.map((logit, id) => Math.abs(logit - same[id]!)))).toBeLessThan(1e-3);
    sequence.close();
  }
  await model.close();
});

test('the memory for keys and values bounds the tokens and the context', async () => {
  // 5 layers with keys and values of 2 heads of 32 numbers of 4 bytes.
  const model = await load(modelFolder, { cacheBytes: 5 * 2 * 2 * 32 * 4 * 1000 });
  expect(model.info.maxCachedTokens).toBe(1000);
  expect(model.info.contextLength).toBe(1000);
  await model.close();
  await expect(load(modelFolder, { cacheBytes: 100 })).rejects.toThrow(ModelLoadError);
});

test('a fault of the runtime fails the step and leaves other sequences unharmed', async () => {
  const model = await load(modelFolder);
  const other = model.open();
  await model.step([{ sequence: other, tokens: [5, 6], logits: 'none' }], never);
  const failing = model.step([{ sequence: model.open(), tokens: [1e9], logits: 'last' }], never);
  await expect(failing).rejects.toThrow(ModelFaultError);
  const [row] = await model.step([{ sequence: other, tokens: [7], logits: 'last' }], never);
  expect(row!.every(Number.isFinite)).toBe(true);
  await model.close();
});

test('positions of three axes go on where the sequence ended', async () => {
  const model = await load(names.split);
  const whole = model.open();
  const pieces = model.open();
  const tokens = [5, 6, 7, 8, 9];
  await model.step([{ sequence: pieces, tokens: tokens.slice(0, 3), logits: 'none' }], never);
  const [one, other] = await model.step(
    [
      { sequence: whole, tokens, logits: 'last' },
      { sequence: pieces, tokens: tokens.slice(3), logits: 'last' },
    ],
    never,
  );
  for (const [id, logit] of one!.entries()) expect(other![id]).toBeCloseTo(logit, 4);
  await model.close();
});

import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelFolder } from '@antiphon/embedded-model';
import { expect, test } from 'vitest';
import { loadModel, ModelLoadError } from '../../src/index.ts';
import { testLogitsModel } from '../logits-model-contract.ts';

const maxSequences = 3;

testLogitsModel({ open: () => loadModel(modelFolder, { maxSequences }), maxSequences });

test('config and generation_config tell what the model is', async () => {
  const model = await loadModel(modelFolder, { id: 'embedded' });
  expect(model.info).toMatchObject({
    id: 'embedded',
    architecture: 'llama',
    vocabularySize: 2048,
    dtype: 'q8',
  });
  expect(model.info.endOfTurnIds).toEqual(new Set([2]));
  expect(model.info.defaults.temperature).toBeTypeOf('number');
  await model.close();
});

test('a prompt longer than a chunk runs in pieces', async () => {
  const model = await loadModel(modelFolder);
  const tokens = model.tokenizer.encode('one two three '.repeat(300));
  const sequence = model.open();
  const [row] = await model.step(
    [{ sequence, tokens, logits: 'last' }],
    new AbortController().signal,
  );
  expect(tokens.length).toBeGreaterThan(512);
  expect(sequence.length).toBe(tokens.length);
  expect(row!.every(Number.isFinite)).toBe(true);
  await model.close();
});

test('a folder without a model says what it lacks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'antiphon-'));
  await expect(loadModel(folder)).rejects.toThrow(`${folder} has no config.json`);
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json']) {
    await cp(join(modelFolder, name), join(folder, name));
  }
  await expect(loadModel(folder)).rejects.toThrow(ModelLoadError);
  await rm(folder, { recursive: true });
});

test('a hub id is fetched once, and then comes from the cache', async () => {
  const cacheFolder = await mkdtemp(join(tmpdir(), 'antiphon-hub-'));
  const asked: string[] = [];
  const hub = createServer(async (request, response) => {
    asked.push(request.url!);
    const [, name] = /^\/some\/model\/resolve\/main\/([\w./]+)$/.exec(request.url!) ?? [];
    const file = name ? await readFile(join(modelFolder, name)).catch(() => undefined) : undefined;
    response.writeHead(file ? 200 : 404, file && { 'content-length': file.length }).end(file);
  });
  await new Promise<void>((ready) => hub.listen(0, '127.0.0.1', ready));
  const address = `http://127.0.0.1:${(hub.address() as AddressInfo).port}/`;
  try {
    const first = await loadModel('some/model', { hub: address, cacheFolder });
    expect(first.info).toMatchObject({
      id: 'some/model',
      architecture: 'llama',
      contextLength: 2048,
    });
    expect(first.info.defaults.temperature).toBeTypeOf('number');
    await first.close();
    expect(asked.some((path) => path.endsWith('model_quantized.onnx'))).toBe(true);
    asked.length = 0;
    await (await loadModel('some/model', { hub: address, cacheFolder })).close();
    expect(
      asked.filter((path) => /\.(onnx|json)$/.test(path) && !path.includes('processor')),
    ).toEqual([]);
    await expect(loadModel('some/other', { hub: address, cacheFolder })).rejects.toThrow(
      ModelLoadError,
    );
  } finally {
    hub.close();
    await rm(cacheFolder, { recursive: true });
  }
});

import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelFolder } from '@antiphon/embedded-model';
import { shapes, writeModel } from '@antiphon/model-writer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  estimateModelBytes,
  type LoadModelOptions,
  loadModel,
  ModelLoadError,
} from '../src/index.ts';
import { startTestHub } from './hub/test-hub.ts';
import { writeRecurrentModel } from './transformers/recurrent-model.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'antiphon-load-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** What the log said, and the model's info. */
async function loadAndClose(source: string, options: LoadModelOptions = {}) {
  const lines: string[] = [];
  const model = await loadModel(source, { ...options, log: (line) => lines.push(line) });
  await model.close();
  return { info: model.info, log: lines.join('\n') };
}

/** What a program prints that runs in a process of its own. */
function runProgram(program: string): string {
  const flags = ['--conditions=@antiphon/source', '--input-type=module', '--eval', program];
  return execFileSync(process.execPath, flags, { cwd: import.meta.dirname, encoding: 'utf8' });
}

test('the files of a model tell what it is', async () => {
  const { info } = await loadAndClose(modelFolder, { id: 'embedded' });
  expect(info).toMatchObject({
    id: 'embedded',
    architecture: 'llama',
    vocabularySize: 2048,
    contextLength: 4096,
    dtype: 'q8',
    device: 'cpu',
    defaults: { temperature: 0.3, minP: 0.1 },
  });
  expect(info.endOfTurnIds).toEqual(new Set([2]));
});

test('a text model runs on onnx, and the log says so', async () => {
  const { info, log } = await loadAndClose(modelFolder);
  expect(info).toMatchObject({ id: 'embedded-model', runtime: 'onnx' });
  expect(log).toContain('embedded-model: q8 on cpu, run by onnx');
});

test('a graph that onnx refuses runs on transformers.js, and the log says why', async () => {
  await writeRecurrentModel(folder);
  const { info, log } = await loadAndClose(folder, { id: 'liquid' });
  expect(info).toMatchObject({ runtime: 'transformers', architecture: 'lfm2', dtype: 'fp32' });
  expect(log).toBe(
    'liquid: fp32 on cpu, run by transformers (not onnx: the graph has an input past_conv.0)',
  );
});

test('where native calls cannot be made, transformers.js serves', () => {
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve(name, context, next) {
        if (name === 'koffi') throw new Error('no koffi for this machine');
        return next(name, context);
      },
    });
    const { loadModel } = await import('@antiphon/backend');
    const model = await loadModel(${JSON.stringify(modelFolder)}, { log: console.log });
    await model.close();
  `;
  expect(runProgram(program)).toBe(
    'embedded-model: q8 on cpu, run by transformers (not onnx: no koffi for this machine)\n',
  );
});

test('text models start without transformers.js', () => {
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve(name, context, next) {
        if (name.includes('transformers')) console.log('asked for', name);
        return next(name, context);
      },
    });
    const { loadModel } = await import('@antiphon/backend');
    const model = await loadModel(${JSON.stringify(modelFolder)});
    console.log(model.info.runtime);
    await model.close();
  `;
  expect(runProgram(program)).toBe('onnx\n');
});

test('a runtime that is asked for by name is the only one that is tried', async () => {
  await writeRecurrentModel(folder);
  const refused = loadModel(folder, { runtime: 'onnx' });
  await expect(refused).rejects.toThrow(/does not load: the graph has an input past_conv\.0$/);
  await expect(refused).rejects.toBeInstanceOf(ModelLoadError);
  const { info, log } = await loadAndClose(modelFolder, { runtime: 'transformers' });
  expect(info.runtime).toBe('transformers');
  expect(log).toBe('embedded-model: q8 on cpu, run by transformers');
});

test('another device is not for onnx, and one that the machine lacks is named', async () => {
  const missing = process.platform === 'win32' ? 'coreml' : 'dml';
  await expect(loadModel(modelFolder, { device: missing })).rejects.toThrow(
    /it runs on cpu only; .*Unsupported device: "\w+"/,
  );
});

test('weights that are no graph are a fault of the model that names both tries', async () => {
  await cp(modelFolder, folder, { recursive: true });
  await writeFile(join(folder, 'onnx', 'model_quantized.onnx'), 'not a graph');
  await expect(loadModel(folder)).rejects.toThrow(/is no ONNX model.*; transformers\.js: /);
});

test('the best dtype that there is is taken, or the asked one', async () => {
  const shape = shapes.tiny;
  await writeModel(folder, { shape, dtype: 'fp32' });
  expect((await loadAndClose(folder)).info.dtype).toBe('fp32');
  await writeModel(folder, { shape, dtype: 'q4' });
  expect((await loadAndClose(folder)).info.dtype).toBe('q4');
  await writeModel(folder, { shape, dtype: 'int8' });
  expect((await loadAndClose(folder)).info.dtype).toBe('q8');
  expect((await loadAndClose(folder, { dtype: 'fp32' })).info.dtype).toBe('fp32');
  await expect(loadModel(folder, { dtype: 'fp16' })).rejects.toThrow(
    'has no graph of dtype fp16; there is fp32, q8, q4',
  );
});

test('a folder without a model says what it lacks', async () => {
  await expect(loadModel(folder)).rejects.toThrow(`${folder} has no config.json`);
  await cp(join(modelFolder, 'config.json'), join(folder, 'config.json'));
  await expect(loadModel(folder)).rejects.toThrow(`${folder} has no tokenizer.json`);
  for (const name of ['tokenizer.json', 'tokenizer_config.json', 'chat_template.jinja']) {
    await cp(join(modelFolder, name), join(folder, name));
  }
  const empty = loadModel(folder);
  await expect(empty).rejects.toThrow('has no graph such as onnx/model_quantized.onnx');
  await expect(empty).rejects.toBeInstanceOf(ModelLoadError);
});

test('a file that is not JSON is named', async () => {
  await writeFile(join(folder, 'config.json'), '{');
  await expect(loadModel(folder)).rejects.toThrow(`${join(folder, 'config.json')} is not JSON`);
});

test('the chat template may lie in a JSON file of its own, and comes before the one in tokenizer_config.json', async () => {
  await writeModel(folder, { shape: shapes.tiny });
  await rm(join(folder, 'chat_template.jinja'));
  const template = { chat_template: '{{ messages[0].content }}!' };
  await writeFile(join(folder, 'chat_template.json'), JSON.stringify(template));
  const model = await loadModel(folder);
  expect(model.tokenizer.chatTemplate).toBe(template.chat_template);
  await model.close();
});

test('the context may be made shorter, not longer', async () => {
  const { info } = await loadAndClose(modelFolder, { contextLength: 100 });
  expect(info.contextLength).toBe(100);
  await expect(loadModel(modelFolder, { contextLength: 8192 })).rejects.toThrow(
    'the context of embedded-model has at most 4096 tokens, 8192 were asked for',
  );
});

test('a wrong option is refused with what is allowed', async () => {
  await expect(loadModel(modelFolder, { dtype: 'q5' })).rejects.toThrow(
    'dtype must be one of fp32, fp16, q8',
  );
  await expect(loadModel(modelFolder, { device: 'tpu' })).rejects.toThrow(/webgpu.*got "tpu"/);
  await expect(loadModel(modelFolder, { threads: 0 })).rejects.toThrow('positive integer, got 0');
});

test('a load that is called off ends with the reason', async () => {
  const signal = AbortSignal.abort(new Error('stop'));
  await expect(loadModel(modelFolder, { signal })).rejects.toThrow('stop');
});

test('a hub id is fetched and loaded, and then loaded without the hub', async () => {
  const files: Record<string, Uint8Array> = {};
  for (const name of await readdir(modelFolder, { recursive: true })) {
    if (/^[\w]+\.(json|jinja)$|\.onnx$/.test(name))
      files[name] = await readFile(join(modelFolder, name));
  }
  const hub = await startTestHub({ files });
  const options = { hub: hub.address, cacheFolder: join(folder, 'cache') };
  await mkdir(options.cacheFolder);
  const { info } = await loadAndClose('some/model', options);
  expect(info).toMatchObject({ id: 'some/model', runtime: 'onnx', contextLength: 4096 });
  hub.close();
  expect((await loadAndClose('some/model', options)).info).toEqual(info);
});

test('an estimate counts weights, data beside them, and all keys and values that may be kept', async () => {
  await writeModel(folder, { shape: shapes.tiny, dtype: 'q4' });
  const { size } = await stat(join(folder, 'onnx', 'model_q4.onnx'));
  const { layers, keyValueHeads, headWidth, contextLength } = shapes.tiny;
  const tokenBytes = layers * 2 * keyValueHeads * headWidth * 4;
  expect(await estimateModelBytes(folder, { maxSequences: 3 })).toBe(
    size + 3 * contextLength * tokenBytes,
  );
  expect(await estimateModelBytes(folder, { cacheBytes: 1000, threads: 2 })).toBe(2 * size + 1000);
  await writeFile(join(folder, 'onnx', 'model_q4.onnx_data'), 'weights');
  expect(await estimateModelBytes(folder, { cacheBytes: 1000 })).toBe(size + 7 + 1000);
  await expect(estimateModelBytes(folder, { dtype: 'q8' })).rejects.toThrow(ModelLoadError);
});

import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchModel } from '../../src/hub/fetch-model.ts';
import { type LoadModelOptions, type LoadProgress, ModelLoadError } from '../../src/index.ts';
import { startTestHub, type TestHub, type TestHubOptions } from './test-hub.ts';

const text = (content: string) => new TextEncoder().encode(content);
const weights = randomBytes(3_000_000);
const files = {
  'config.json': text('{}'),
  'tokenizer.json': text('{}'),
  'chat_template.jinja': text('{{ messages }}'),
  'onnx/model_q4.onnx': text('graph'),
  'onnx/model_q4.onnx_data': weights,
  'onnx/model_q4.onnx_data_1': weights.subarray(0, 1000),
  'onnx/model_quantized.onnx': text('another graph'),
};

let cacheFolder: string;
let hub: TestHub;

beforeEach(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), 'antiphon-hub-'));
});

afterEach(async () => {
  hub?.close();
  await rm(cacheFolder, { recursive: true });
});

async function start(options: Partial<TestHubOptions> = {}): Promise<void> {
  hub = await startTestHub({ files, ...options });
}

function fetchSome(options: LoadModelOptions = {}): Promise<string> {
  return fetchModel('some/model', { cacheFolder, hub: hub.address, dtype: 'q4', ...options });
}

async function fileNames(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.includes('.')).sort();
}

async function expectWeights(folder: string): Promise<void> {
  const found = await readFile(join(folder, 'onnx/model_q4.onnx_data'));
  expect(found.equals(weights)).toBe(true);
}

test('the files of the asked dtype come with the data that lies beside them', async () => {
  await start({ largeBytes: 1000 });
  const folder = await fetchSome();
  expect(folder).toBe(join(cacheFolder, 'some', 'model'));
  expect(await fileNames(folder)).toEqual([
    '.fetched-q4',
    'chat_template.jinja',
    'config.json',
    'onnx/model_q4.onnx',
    'onnx/model_q4.onnx_data',
    'onnx/model_q4.onnx_data_1',
    'tokenizer.json',
  ]);
  await expectWeights(folder);
});

test('what is in the cache is asked for no more', async () => {
  await start();
  await fetchSome();
  const before = hub.requests.length;
  await fetchSome();
  expect(hub.requests).toHaveLength(before);
  await fetchSome({ dtype: 'q8' });
  const gets = hub.requests.slice(before).filter((request) => request.startsWith('GET'));
  expect(gets).toEqual(['GET /some/model/resolve/main/onnx/model_quantized.onnx']);
});

test('without a dtype the best for the device is fetched', async () => {
  await start();
  await fetchModel('some/model', { cacheFolder, hub: hub.address });
  await fetchModel('some/model', { cacheFolder, hub: hub.address, device: 'webgpu' });
  const graphs = hub.requests.filter((request) => /^GET.*\.onnx$/.test(request));
  expect(graphs.map((request) => request.split('/').at(-1))).toEqual([
    'model_quantized.onnx',
    'model_q4.onnx',
  ]);
});

test('all files are of the commit that the revision stood for at the start', async () => {
  await start({ commit: 'abc123' });
  const folder = await fetchSome({ revision: 'refs/pr/1' });
  expect(folder).toBe(join(cacheFolder, 'some', 'model', 'refs%2Fpr%2F1'));
  expect(hub.requests[0]).toContain('/resolve/refs%2Fpr%2F1/config.json');
  expect(hub.requests.slice(1).every((request) => request.includes('/resolve/abc123/'))).toBe(true);
});

test('progress tells of each file how much is here and how much there is', async () => {
  await start({ largeBytes: 1000 });
  const reports: LoadProgress[] = [];
  await fetchSome({ onProgress: (progress) => reports.push(progress) });
  const data = reports.filter(({ file }) => file === 'onnx/model_q4.onnx_data');
  expect(data.length).toBeGreaterThan(1);
  expect(data.every(({ totalBytes }) => totalBytes === weights.length)).toBe(true);
  const loaded = data.map(({ loadedBytes }) => loadedBytes);
  expect(loaded).toEqual([...loaded].sort((one, other) => one - other));
  expect(loaded.at(-1)).toBe(weights.length);
});

test('the token goes to the hub alone, and one that is missing is asked for', async () => {
  await start({ token: 'secret', largeBytes: 1000 });
  await fetchSome({ token: 'secret' });
  await rm(join(cacheFolder, 'some'), { recursive: true });
  await expect(fetchSome()).rejects.toThrow('it may want a token');
  await expect(fetchSome({ token: 'wrong' })).rejects.toThrow('the token does not open it');
});

test('a broken connection is taken up where it broke, and the content is what it should be', async () => {
  let breaks = 2;
  await start({
    largeBytes: 1000,
    disturb: (request, response, file) => {
      if (request.method !== 'GET' || file !== weights || breaks-- <= 0) return false;
      const [, from = '0'] = /^bytes=(\d+)-/.exec(request.headers.range ?? '') ?? [];
      const rest = file.subarray(Number(from));
      response.writeHead(request.headers.range ? 206 : 200, { 'content-length': rest.length });
      response.write(rest.subarray(0, 500_000), () => setTimeout(() => response.destroy(), 50));
      return true;
    },
  });
  const folder = await fetchSome();
  await expectWeights(folder);
  expect(breaks).toBeLessThan(0);
  const ranges = hub.requests.filter((request) => request.includes('bytes='));
  expect(ranges).toHaveLength(2);
});

test('a hub that knows neither ranges nor names of contents is asked anew, and what is here already is skipped', async () => {
  let breaks = 1;
  await start({
    isPlain: true,
    disturb: (request, response, file) => {
      if (request.method !== 'GET' || file !== weights || breaks-- <= 0) return false;
      response.writeHead(200, { 'content-length': file.length });
      response.write(file.subarray(0, 500_000), () => setTimeout(() => response.destroy(), 50));
      return true;
    },
  });
  const folder = await fetchSome();
  await expectWeights(folder);
});

test('an aborted download leaves no half file, and the next goes on where it ended', async () => {
  let isSlow = true;
  await start({
    largeBytes: 1000,
    disturb: (request, response, file) => {
      if (!isSlow || request.method !== 'GET' || file !== weights) return false;
      response.writeHead(200, { 'content-length': file.length });
      response.write(file.subarray(0, 2_000_000));
      return true;
    },
  });
  const abort = new AbortController();
  const onProgress = ({ file, loadedBytes }: LoadProgress) => {
    if (file.endsWith('_data') && loadedBytes > 0) abort.abort(new Error('enough'));
  };
  await expect(fetchSome({ onProgress, signal: abort.signal })).rejects.toThrow('enough');
  const left = await fileNames(join(cacheFolder, 'some', 'model', 'onnx'));
  expect(left).toHaveLength(2);
  expect(left[1]).toMatch(/^model_q4\.onnx_data\.\w+\.part$/);
  isSlow = false;
  const folder = await fetchSome();
  await expectWeights(folder);
  expect(hub.requests.find((request) => request.includes('bytes='))).toMatch(
    / bytes=[1-9]\d{5,}-$/,
  );
  expect(await fileNames(join(folder, 'onnx'))).not.toContain(left[1]);
});

test('content that is not what the hub announced is thrown away', async () => {
  let isDamaged = true;
  await start({
    largeBytes: 1000,
    disturb: (request, response, file) => {
      if (!isDamaged || request.method !== 'GET' || file !== weights) return false;
      response.writeHead(200, { 'content-length': file.length }).end(randomBytes(file.length));
      return true;
    },
  });
  await expect(fetchSome()).rejects.toThrow('onnx/model_q4.onnx_data arrived damaged');
  expect(await fileNames(join(cacheFolder, 'some', 'model', 'onnx'))).toEqual(['model_q4.onnx']);
  isDamaged = false;
  const folder = await fetchSome();
  await expectWeights(folder);
});

test('two that want a model at once fetch each file once', async () => {
  await start({ largeBytes: 1000 });
  const [folder] = await Promise.all([fetchSome(), fetchSome()]);
  const gets = hub.requests.filter((request) => request.startsWith('GET'));
  expect(gets).toHaveLength(new Set(gets).size);
  await expectWeights(folder!);
});

test('when one of two that fetch a model is called off, the other goes on', async () => {
  let isSlow = true;
  await start({
    disturb: (request, response, file) => {
      if (!isSlow || request.method !== 'GET' || file !== weights) return false;
      isSlow = false;
      response.writeHead(200, { 'content-length': file.length });
      response.write(file.subarray(0, 2_000_000));
      return true;
    },
  });
  const abort = new AbortController();
  const { promise: isHalfway, resolve } = Promise.withResolvers<void>();
  const onProgress = ({ loadedBytes }: LoadProgress) => {
    if (loadedBytes > 1_000_000) resolve();
  };
  const first = fetchSome({ onProgress, signal: abort.signal });
  await isHalfway;
  const second = fetchSome();
  abort.abort(new Error('enough'));
  await expect(first).rejects.toThrow('enough');
  await expectWeights(await second);
});

test('a hub that is busy is asked again', async () => {
  let refusals = 1;
  await start({
    disturb: (_, response) => {
      if (refusals-- <= 0) return false;
      response.writeHead(503).end();
      return true;
    },
  });
  await fetchSome();
  expect(refusals).toBeLessThan(0);
});

test('a dtype that does not exist is refused with those that do', async () => {
  await start();
  await expect(fetchSome({ dtype: 'fp16' })).rejects.toThrow(
    /some\/model on .* has no graph of dtype fp16; there is q8, q4$/,
  );
});

test('what the hub does not have is named', async () => {
  await start();
  const other = fetchModel('some/other', { cacheFolder, hub: hub.address });
  await expect(other).rejects.toThrow(/some\/other on .* has no config\.json/);
  hub.close();
  const { 'tokenizer.json': _, ...rest } = files;
  await start({ files: rest });
  await expect(fetchSome()).rejects.toThrow(/has no tokenizer\.json/);
});

test('offline nothing is asked for, and what is not here is named', async () => {
  await start();
  await expect(fetchSome({ offline: true })).rejects.toThrow(
    /^some\/model is neither a folder here nor in the cache/,
  );
  expect(hub.requests).toEqual([]);
  const folder = await fetchSome();
  hub.close();
  expect(await fetchSome({ offline: true })).toBe(folder);
});

test('a hub that is not there, a name that is none and a revision that is none are told apart', async () => {
  await start();
  const address = hub.address;
  hub.close();
  await expect(fetchSome({ hub: address })).rejects.toThrow(
    /cannot be fetched from .*ECONNREFUSED/,
  );
  for (const id of ['../etc', 'a/b/c', '/x', 'a/..']) {
    const refused = fetchModel(id, { cacheFolder, hub: address });
    await expect(refused).rejects.toThrow('neither a folder here nor the id of a model');
    await expect(refused).rejects.toBeInstanceOf(ModelLoadError);
  }
  await expect(fetchSome({ revision: '../x' })).rejects.toThrow('not the name of a revision');
});

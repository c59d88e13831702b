import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/index.ts';

test('without variables the server is for this machine only, and serves the embedded model', () => {
  const dataFolder = join(homedir(), '.antiphon');
  expect(readConfig({ PORT: '' })).toEqual({
    host: '127.0.0.1',
    port: 8484,
    dataFolder,
    models: { sources: [], isOffline: false },
  });
});

test('each variable is read', () => {
  const environment = {
    PORT: '0',
    HOST: '::1',
    ANTIPHON_DATA_DIR: '/data',
    ANTIPHON_MODEL: 'some/model, /models/other',
    ANTIPHON_DTYPE: 'q4',
    ANTIPHON_DEVICE: 'webgpu',
    ANTIPHON_THREADS: '3',
    ANTIPHON_CACHE_MB: '512',
    ANTIPHON_MODEL_MEMORY_MB: '4096',
    ANTIPHON_MODEL_IDLE_MINUTES: '10',
    HF_ENDPOINT: 'http://hub/',
    HF_TOKEN: 'secret',
    HF_HUB_OFFLINE: '1',
  };
  expect(readConfig(environment)).toEqual({
    port: 0,
    host: '::1',
    dataFolder: '/data',
    models: {
      sources: ['some/model', '/models/other'],
      dtype: 'q4',
      device: 'webgpu',
      threads: 3,
      cacheBytes: 512 * 2 ** 20,
      memoryBytes: 4096 * 2 ** 20,
      idleMs: 600_000,
      hub: 'http://hub/',
      hubToken: 'secret',
      isOffline: true,
    },
  });
});

test.each(['x', '-1', '65536', '1.5'])('PORT=%s is refused', (port) => {
  expect(() => readConfig({ PORT: port })).toThrow(ConfigError);
});

test.each([
  ['ANTIPHON_THREADS', '0'],
  ['ANTIPHON_CACHE_MB', 'much'],
  ['HF_HUB_OFFLINE', 'maybe'],
])('%s=%s is refused by name', (name, text) => {
  expect(() => readConfig({ [name]: text })).toThrow(name);
});

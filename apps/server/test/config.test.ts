import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/index.ts';

test('without variables the server is for this machine only', () => {
  const dataFolder = join(homedir(), '.antiphon');
  expect(readConfig({ PORT: '' })).toEqual({
    host: '127.0.0.1',
    port: 8484,
    dataFolder,
    model: undefined,
    hub: undefined,
  });
});

test('each variable is read', () => {
  const environment = {
    PORT: '0',
    HOST: '::1',
    ANTIPHON_DATA_DIR: '/data',
    ANTIPHON_MODEL: 'some/model',
    HF_ENDPOINT: 'http://hub/',
  };
  expect(readConfig(environment)).toEqual({
    port: 0,
    host: '::1',
    dataFolder: '/data',
    model: 'some/model',
    hub: 'http://hub/',
  });
});

test.each(['x', '-1', '65536', '1.5'])('PORT=%s is refused', (port) => {
  expect(() => readConfig({ PORT: port })).toThrow(ConfigError);
});

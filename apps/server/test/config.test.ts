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
    retention: { idempotencyTtlMs: 86_400_000 },
    leaseMs: 15_000,
    limits: { maxBodyBytes: 64 * 2 ** 20, pingMs: 15_000, socketLimitMs: 3_600_000 },
    answers: { unseenInput: 'tell', missingTools: 'refuse', reasoningEvents: 'summary' },
    models: { sources: [], isOffline: false },
  });
});

test('each variable is read', () => {
  const environment = {
    PORT: '0',
    HOST: '::1',
    ANTIPHON_DATA_DIR: '/data',
    ANTIPHON_DATABASE: 'postgres://someone@db/responses',
    ANTIPHON_KEEP_DAYS: '30',
    ANTIPHON_KEEP_MB: '1000',
    ANTIPHON_LEASE_SECONDS: '60',
    ANTIPHON_JOB_ATTEMPTS: '5',
    ANTIPHON_MAX_BODY_MB: '100',
    ANTIPHON_PING_SECONDS: '30',
    ANTIPHON_UNSEEN_INPUT: 'refuse',
    ANTIPHON_MISSING_TOOLS: 'omit',
    ANTIPHON_REASONING_EVENTS: 'reasoning_text',
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
    database: 'postgres://someone@db/responses',
    retention: {
      ttlMs: 30 * 86_400_000,
      maxBytes: 1000 * 2 ** 20,
      idempotencyTtlMs: 86_400_000,
    },
    leaseMs: 60_000,
    maxAttempts: 5,
    limits: { maxBodyBytes: 100 * 2 ** 20, pingMs: 30_000, socketLimitMs: 3_600_000 },
    answers: { unseenInput: 'refuse', missingTools: 'omit', reasoningEvents: 'reasoning_text' },
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
  ['ANTIPHON_DATABASE', 'mysql://db'],
  ['ANTIPHON_KEEP_DAYS', '0'],
  ['ANTIPHON_KEEP_MB', '-1'],
  ['ANTIPHON_LEASE_SECONDS', '0'],
  ['ANTIPHON_JOB_ATTEMPTS', '0'],
  ['ANTIPHON_MAX_BODY_MB', '501'],
  ['ANTIPHON_PING_SECONDS', '0'],
  ['ANTIPHON_UNSEEN_INPUT', 'ignore'],
  ['ANTIPHON_REASONING_EVENTS', 'none'],
])('%s=%s is refused by name', (name, text) => {
  expect(() => readConfig({ [name]: text })).toThrow(name);
});

test('what may hold a password is not repeated', () => {
  expect(() => readConfig({ ANTIPHON_DATABASE: 'mysql://me:secret@db' })).not.toThrow(/secret/);
});

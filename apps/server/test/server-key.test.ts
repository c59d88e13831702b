import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigError } from '../src/index.ts';
import { openServerKey } from '../src/server-key.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'antiphon-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a key is made once, for its owner alone, and read again', () => {
  const path = join(folder, 'server.key');
  const key = openServerKey(path);
  expect(key).toHaveLength(32);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(openServerKey(path)).toEqual(key);
  expect(readdirSync(folder)).toEqual(['server.key']);
});

test('two servers have two keys', () => {
  const key = openServerKey(join(folder, 'a.key'));
  expect(openServerKey(join(folder, 'b.key'))).not.toEqual(key);
});

test('a file that holds no key is refused and left as it is', () => {
  const path = join(folder, 'server.key');
  writeFileSync(path, 'short');
  expect(() => openServerKey(path)).toThrow(ConfigError);
  expect(readFileSync(path, 'utf8')).toBe('short');
});

test('a folder that is not there is told of', () => {
  expect(() => openServerKey(join(folder, 'none', 'server.key'))).toThrow(/cannot be made/);
});

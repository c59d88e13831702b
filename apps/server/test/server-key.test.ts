import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigError } from '../src/index.ts';
import { openServerKeys, renewServerKey } from '../src/server-key.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'antiphon-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a key is made once, for its owner alone, and read again', () => {
  const path = join(folder, 'server.key');
  const keys = openServerKeys(path);
  expect(keys.map(({ length }) => length)).toEqual([32]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(openServerKeys(path)).toEqual(keys);
  expect(readdirSync(folder)).toEqual(['server.key']);
});

test('two servers have two keys', () => {
  const keys = openServerKeys(join(folder, 'a.key'));
  expect(openServerKeys(join(folder, 'b.key'))).not.toEqual(keys);
});

test('a new key stands before the older ones, in a file that is still its owner’s alone', () => {
  const path = join(folder, 'server.key');
  const [old] = openServerKeys(path);
  renewServerKey(path);
  const keys = openServerKeys(path);
  expect(keys).toHaveLength(2);
  expect(keys[0]).not.toEqual(old);
  expect(keys[1]).toEqual(old);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['server.key']);
});

test('a file that holds no key is refused and left as it is', () => {
  const path = join(folder, 'server.key');
  writeFileSync(path, 'short');
  expect(() => openServerKeys(path)).toThrow(ConfigError);
  expect(() => renewServerKey(path)).toThrow(ConfigError);
  expect(readFileSync(path, 'utf8')).toBe('short');
});

test('a folder that is not there is told of', () => {
  expect(() => openServerKeys(join(folder, 'none', 'server.key'))).toThrow(/cannot be made/);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { openSqliteStore, StoreError } from '../src/index.ts';
import { testResponseStore } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'antiphon-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

testResponseStore(async () => openSqliteStore(':memory:'));

test('what was written is there when the file is opened again', async () => {
  const file = join(folder, 'again.sqlite');
  await openSqliteStore(file).close();
  const database = new DatabaseSync(file);
  database.exec(
    `insert into response (tenant, id, resource) values ('t', 'resp_1', '{"id":"resp_1"}')`,
  );
  database.close();
  const store = openSqliteStore(file);
  expect(await store.get({ tenant: 't', id: 'resp_1' })).toEqual({ id: 'resp_1', output: [] });
  await store.close();
});

test('a database of a later version is refused', () => {
  const file = join(folder, 'later.sqlite');
  const database = new DatabaseSync(file);
  database.exec('pragma user_version = 1000');
  database.close();
  expect(() => openSqliteStore(file)).toThrow(/has version 1000/);
});

test('a file that is no database and a folder that is not there are refused with their name', () => {
  const file = join(folder, 'text.sqlite');
  writeFileSync(file, 'no database at all'.repeat(100));
  expect(() => openSqliteStore(file)).toThrow(StoreError);
  expect(() => openSqliteStore(join(folder, 'missing', 'x.sqlite'))).toThrow(/missing/);
});

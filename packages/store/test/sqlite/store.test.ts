import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { openSqliteStore, type ResponseStore, StoreError } from '../../src/index.ts';
import { migrations } from '../../src/sqlite/migrations.ts';
import {
  addTurn,
  completed,
  deltas,
  keyOf,
  resource,
  snapshot,
  startTurn,
  TENANT,
  texts,
  user,
} from '../contract/samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'antiphon-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a store in memory works without a file', async () => {
  const store = openSqliteStore(':memory:');
  await addTurn(store, 'resp_1');
  expect((await store.chain(keyOf('resp_1')))?.items).toHaveLength(2);
  await store.close();
});

test('what was written is there when the file is opened again', async () => {
  const file = join(folder, 'again.sqlite');
  const first = openSqliteStore(file);
  await addTurn(first, 'resp_1');
  const written = await first.get(keyOf('resp_1'));
  await first.close();
  const store = openSqliteStore(file);
  expect(await store.get(keyOf('resp_1'))).toEqual(written);
  await store.close();
});

test('a database of the first version is brought up to date, and what was running in it is left to whoever leases it', async () => {
  const file = join(folder, 'first.sqlite');
  const database = new DatabaseSync(file);
  database.exec(migrations[0]!);
  database.exec('pragma user_version = 1');
  const insertResponse = database.prepare(
    'insert into response (tenant, id, parent, resource) values (?, ?, ?, ?)',
  );
  const insertItem = database.prepare('insert into item values (?, ?, ?, ?, ?)');
  for (const [id, parent, status] of [
    ['resp_1', null, 'completed'],
    ['resp_2', 'resp_1', 'in_progress'],
  ] as const) {
    const { output: _, ...rest } = { ...resource(id), status };
    insertResponse.run(TENANT, id, parent, JSON.stringify(rest));
    insertItem.run(TENANT, id, 0, 'input', JSON.stringify(user(`to ${id}`)));
  }
  database.close();

  const store = openSqliteStore(file);
  expect(await store.get(keyOf('resp_1'))).toEqual({ ...resource('resp_1'), status: 'completed' });
  expect(texts((await store.chain(keyOf('resp_2')))?.items)).toEqual(['to resp_1', 'to resp_2']);
  expect(await store.items(TENANT, ['msg_to resp_1'])).toEqual([user('to resp_1')]);
  const job = await store.jobs.lease({ owner: 'a', ms: 1000 });
  expect([job?.kind, job?.key.id]).toEqual(['foreground', 'resp_2']);
  await store.close();
});

test('a database of the second version keeps its responses, their logs and its secrets', async () => {
  const file = join(folder, 'second.sqlite');
  const database = new DatabaseSync(file);
  database.function('now_ms', () => Date.now());
  for (const migration of migrations.slice(0, 2)) database.exec(migration);
  database.exec('pragma user_version = 2');
  const { output: _, ...rest } = resource('resp_1');
  database
    .prepare('insert into response (tenant, id, bytes, resource) values (?, ?, 0, ?)')
    .run(TENANT, 'resp_1', JSON.stringify(rest));
  database
    .prepare('insert into item values (?, ?, ?, ?, ?, ?)')
    .run(TENANT, 'resp_1', 'input', 0, 'msg_1', JSON.stringify(user('Hi')));
  const insertEvent = database.prepare('insert into event values (?, ?, ?, ?)');
  for (const event of deltas(0, 2))
    insertEvent.run(TENANT, 'resp_1', event.sequence_number, JSON.stringify(event));
  const old = new Uint8Array(32).fill(7);
  const text = Buffer.from(old).toString('base64');
  database.prepare('insert into secret values (?, ?)').run('sealing', text);
  database.close();

  const store = openSqliteStore(file);
  expect((await store.chain(keyOf('resp_1')))?.items).toEqual([user('Hi')]);
  const response = completed(resource('resp_1'));
  await store.finish(keyOf('resp_1'), { response, events: [snapshot(response, 3)] });
  const { signal } = new AbortController();
  const log = await Array.fromAsync(store.events(keyOf('resp_1'), -1, signal));
  expect(log).toEqual([...deltas(0, 2), snapshot(response, 3)]);
  expect(await store.renewSecret('sealing')).toEqual([expect.any(Uint8Array), old]);
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

test('a folder and a file that cannot be written are refused, and the reason is told', async () => {
  const readOnly = join(folder, 'read-only');
  mkdirSync(readOnly);
  const file = join(readOnly, 'there.sqlite');
  await openSqliteStore(file).close();
  chmodSync(file, 0o444);
  chmodSync(readOnly, 0o555);
  chmodSync(folder, 0o755);
  asPlainUser(() => {
    expect(() => openSqliteStore(join(readOnly, 'new.sqlite'))).toThrow(/permission denied/);
    expect(() => openSqliteStore(file)).toThrow(StoreError);
  });
  chmodSync(readOnly, 0o755);
});

/** Nothing is read-only for root. */
function asPlainUser(work: () => void): void {
  const { geteuid, seteuid } = process;
  const isRoot = geteuid?.() === 0;
  if (isRoot) seteuid?.(65_534);
  try {
    work();
  } finally {
    if (isRoot) seteuid?.(0);
  }
}

test('on a full disk nothing is acknowledged, what was is there, and all goes on when there is space', async () => {
  const file = join(folder, 'full.sqlite');
  const full = openSqliteStore(file, { maxFileBytes: 400_000 });
  const written = await fill(full);
  expect(written).toBeGreaterThan(3);
  await expect(full.append(keyOf('resp_0'), [])).resolves.toBe(true);
  expect(await full.get(keyOf(`resp_${written}`))).toBeUndefined();
  await full.close();

  const store = openSqliteStore(file);
  for (let index = 0; index < written; index++)
    expect(await store.get(keyOf(`resp_${index}`))).toEqual(resource(`resp_${index}`));
  await startTurn(store, `resp_${written}`);
  expect(await store.get(keyOf(`resp_${written}`))).toBeDefined();
  await store.close();
});

/** How many responses fit. */
async function fill(store: ResponseStore): Promise<number> {
  for (let count = 0; ; count++) {
    try {
      await startTurn(store, `resp_${count}`, {
        input: [user('x'.repeat(20_000), `msg_${count}`)],
      });
    } catch (fault) {
      expect(fault).toBeInstanceOf(StoreError);
      return count;
    }
  }
}

import { afterAll, expect, test } from 'vitest';
import { type ResponseStore, StoreError } from '../../src/index.ts';
import { openPostgresStore } from '../../src/postgres.ts';
import {
  addTurn,
  completed,
  deltas,
  keyOf,
  resource,
  snapshot,
  startTurn,
} from '../contract/samples.ts';
import { startPostgres } from './server.ts';

const HOUR_MS = 3_600_000;

const server = await startPostgres();
afterAll(() => server.remove());

test('what was written is there after the server has been started again, for the same store and for a new one', async () => {
  const store = await openPostgresStore({ url: server.url, schema: 'again' });
  await addTurn(store, 'resp_1');
  await server.stop();
  await server.start();
  expect(await store.get(keyOf('resp_1'))).toBeDefined();
  const other = await openPostgresStore({ url: server.url, schema: 'again' });
  expect(await other.get(keyOf('resp_1'))).toEqual(await store.get(keyOf('resp_1')));
  await store.close();
  await other.close();
});

test('writers and readers go on over a restart of the server, and nothing is lost or done twice', async () => {
  const store = await openPostgresStore({ url: server.url, schema: 'restart', pollMs: 100 });
  const ids = Array.from({ length: 8 }, (_, index) => `resp_${index}`);
  const work = ids.map((id) => writeLog(store, id));
  const reads = ids.map((id) => readLog(store, id));
  for (let restart = 0; restart < 2; restart++) {
    await server.stop();
    await server.start();
  }
  await Promise.all(work);
  for (const read of await Promise.all(reads)) {
    expect(read.slice(0, -1)).toEqual(deltas(0, 199));
    expect(read.at(-1)?.type).toBe('response.completed');
  }
  await store.close();
});

async function writeLog(store: ResponseStore, id: string): Promise<void> {
  const created = await startTurn(store, id);
  for (let start = 0; start < 200; start += 5)
    expect(await store.append(keyOf(id), deltas(start, start + 4))).toBe(true);
  const response = completed(created);
  const ending = { response, events: [snapshot(response, 200)] };
  expect(await store.finish(keyOf(id), ending)).toBe(true);
}

/** As a client reads that may come before the response is there. */
async function readLog(store: ResponseStore, id: string) {
  for (;;) {
    const events = await Array.fromAsync(store.events(keyOf(id), -1, new AbortController().signal));
    if (events.length > 0) return events;
  }
}

test('a reader elsewhere is told of each event, long before it would look by itself', async () => {
  const options = { url: server.url, schema: 'told', pollMs: HOUR_MS };
  const store = await openPostgresStore(options);
  const other = await openPostgresStore(options);
  await startTurn(store, 'resp_1');
  const reader = other.events(keyOf('resp_1'), -1, new AbortController().signal);
  const next = reader[Symbol.asyncIterator]();
  for (let sequence = 0; sequence < 5; sequence++) {
    const read = next.next();
    await store.append(keyOf('resp_1'), deltas(sequence, sequence));
    expect((await read).value).toEqual(deltas(sequence, sequence)[0]);
  }
  await store.close();
  await other.close();
});

test('a reader whose notices do not come looks by itself', async () => {
  const store = await openPostgresStore({ url: server.url, schema: 'silent' });
  const other = await openPostgresStore({ url: server.url, schema: 'silent', pollMs: 50 });
  await startTurn(store, 'resp_1');
  const reader = other.events(keyOf('resp_1'), -1, new AbortController().signal);
  const next = reader[Symbol.asyncIterator]();
  await server.query('select pg_terminate_backend(pid) from pg_stat_activity where query like $1', [
    'listen %',
  ]);
  const read = next.next();
  await store.append(keyOf('resp_1'), deltas(0, 0));
  expect((await read).value).toEqual(deltas(0, 0)[0]);
  await store.close();
  await other.close();
});

test('many processes that open an empty database at once make its tables once', async () => {
  const stores = await Promise.all(
    Array.from({ length: 6 }, () => openPostgresStore({ url: server.url, schema: 'many' })),
  );
  await startTurn(stores[0]!, 'resp_1');
  for (const store of stores) {
    expect(await store.get(keyOf('resp_1'))).toEqual(resource('resp_1'));
    await store.close();
  }
});

test('schemas of one database know nothing of each other', async () => {
  const store = await openPostgresStore({ url: server.url, schema: 'mine' });
  const other = await openPostgresStore({ url: server.url, schema: 'yours' });
  await startTurn(store, 'resp_1');
  expect(await other.get(keyOf('resp_1'))).toBeUndefined();
  await store.close();
  await other.close();
});

test('a schema of a later version is refused', async () => {
  const options = { url: server.url, schema: 'later' };
  await (await openPostgresStore(options)).close();
  await server.query('update later.schema_version set version = 1000');
  await expect(openPostgresStore(options)).rejects.toThrow(/has version 1000/);
});

test('a server that is not there, a wrong password, an unknown database and a bad schema are told', async () => {
  const { url } = server;
  const open = (options: { url: string; schema?: string }) =>
    openPostgresStore({ ...options, retryMs: 0 });
  for (const [options, message] of [
    [{ url: 'postgres://127.0.0.1:1/x' }, /ECONNREFUSED/],
    [{ url: url.replace(':antiphon@', ':wrong@') }, /password/],
    [{ url: url.replace('/postgres', '/nowhere') }, /nowhere/],
    [{ url, schema: 'no"good' }, /schema/],
  ] as const) {
    await expect(open(options)).rejects.toThrow(StoreError);
    await expect(open(options)).rejects.toThrow(message);
  }
});

test('a server that takes no writes is refused', async () => {
  const readOnly = `${server.url}?options=-c%20default_transaction_read_only%3Don`;
  const opened = openPostgresStore({ url: readOnly, schema: 'read_only' });
  await expect(opened).rejects.toThrow(StoreError);
  await expect(opened).rejects.toThrow(/read-only/);
});

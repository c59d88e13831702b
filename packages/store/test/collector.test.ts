import { expect, test } from 'vitest';
import { keepCollecting, openSqliteStore } from '../src/index.ts';
import { addTurn, keyOf } from './contract/samples.ts';

test('collecting goes on step by step, again and again, until it is stopped', async () => {
  const store = openSqliteStore(':memory:');
  const stop = new AbortController();
  for (let index = 0; index < 10; index++) await addTurn(store, `resp_${index}`);
  const retention = { ttlMs: 0, step: 3 };
  const collecting = keepCollecting(store, { retention, signal: stop.signal, everyMs: 1 });
  await gone('resp_9');
  await addTurn(store, 'resp_late');
  await gone('resp_late');
  stop.abort();
  await collecting;
  await store.close();

  async function gone(id: string): Promise<void> {
    while (await store.get(keyOf(id))) await new Promise((resolve) => setTimeout(resolve, 1));
  }
});

test('a collection that breaks off is told, and the next one comes', async () => {
  const store = openSqliteStore(':memory:');
  await store.close();
  const stop = new AbortController();
  const faults: unknown[] = [];
  await keepCollecting(store, {
    retention: { ttlMs: 0 },
    signal: stop.signal,
    everyMs: 1,
    onFault: (fault) => {
      faults.push(fault);
      if (faults.length === 2) stop.abort();
    },
  });
  expect(faults.map(String)).toEqual(Array(2).fill('StoreError: the store is closed'));
});

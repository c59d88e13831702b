import { expect } from 'vitest';
import type { ResponseStore, Retention } from '../../src/index.ts';
import {
  addTurn,
  completed,
  deltas,
  keyOf,
  resource,
  startTurn,
  TENANT,
  texts,
  user,
} from './samples.ts';
import type { StoreTest } from './store-test.ts';

const LONG = 3_600_000;

export function testRetention(test: StoreTest): void {
  test('without limits nothing is collected', async (store) => {
    await addTurn(store, 'resp_1');
    expect(await store.collect({})).toBe(0);
    expect(await store.collect({ ttlMs: LONG, idempotencyTtlMs: LONG, maxBytes: 1e9 })).toBe(0);
    expect(await store.get(keyOf('resp_1'))).toBeDefined();
  });

  test('what has expired goes, step by step, and what is running stays', async (store) => {
    for (let index = 0; index < 7; index++) await addTurn(store, `resp_${index}`);
    await startTurn(store, 'resp_running');
    expect(await store.collect({ ttlMs: 0, step: 3 })).toBe(3);
    expect(await store.get(keyOf('resp_2'))).toBeUndefined();
    expect(await store.get(keyOf('resp_3'))).toBeDefined();
    expect(await collectAll(store, { ttlMs: 0, step: 3 })).toBe(4);
    expect(await store.get(keyOf('resp_running'))).toBeDefined();
    const items = await store.items(TENANT, ['msg_of resp_6', 'msg_to resp_running']);
    expect(items).toEqual([undefined, user('to resp_running')]);
  });

  test('a tenant may have a time of its own', async (store) => {
    for (const tenant of ['short', 'ever', 'other']) await addTurn(store, 'resp_1', { tenant });
    const kept = async () =>
      (
        await Promise.all(
          ['short', 'ever', 'other'].map(async (tenant) =>
            (await store.get(keyOf('resp_1', tenant))) ? tenant : [],
          ),
        )
      ).flat();
    await store.collect({ ttlMs: LONG, tenantTtlMs: { short: 0, ever: Infinity } });
    expect(await kept()).toEqual(['ever', 'other']);
    await store.collect({ ttlMs: 0, tenantTtlMs: { ever: Infinity } });
    expect(await kept()).toEqual(['ever']);
  });

  test('a turn that expires leaves its items to the running one that follows it', async (store) => {
    await addTurn(store, 'resp_1');
    await startTurn(store, 'resp_2', { parent: 'resp_1' });
    await store.collect({ ttlMs: 0 });
    expect(await store.get(keyOf('resp_1'))).toBeUndefined();
    expect(texts((await store.chain(keyOf('resp_2')))?.items)).toEqual([
      'to resp_1',
      'of resp_1',
      'to resp_2',
    ]);
    await store.finish(keyOf('resp_2'), { response: completed(resource('resp_2')), events: [] });
    await collectAll(store, { ttlMs: 0 });
    await expect(startTurn(store, 'resp_3', { parent: 'resp_1' })).rejects.toThrow();
  });

  test('of a long chain whose last turn goes, all that was deleted before goes in the end', async (store) => {
    const last = 250;
    for (let turn = 0; turn <= last; turn++)
      await startTurn(store, `resp_${turn}`, { parent: turn === 0 ? null : `resp_${turn - 1}` });
    for (let turn = 1; turn < last; turn++) await store.delete(keyOf(`resp_${turn}`));
    await store.delete(keyOf(`resp_${last}`));
    expect(await collectAll(store, {})).toBeGreaterThan(0);
    await expect(startTurn(store, 'resp_late', { parent: 'resp_1' })).rejects.toThrow();
    expect(texts((await store.chain(keyOf('resp_0')))?.items)).toEqual(['to resp_0']);
  });

  test('over the size the oldest go until the rest fits', async (store) => {
    for (let index = 0; index < 10; index++) {
      const input = [user('x'.repeat(10_000), `msg_${index}`)];
      const response = completed(await startTurn(store, `resp_${index}`, { input }));
      await store.finish(keyOf(`resp_${index}`), { response, events: deltas(0, 9) });
    }
    await collectAll(store, { maxBytes: 65_000, step: 2 });
    const kept = [];
    for (let index = 0; index < 10; index++)
      if (await store.get(keyOf(`resp_${index}`))) kept.push(index);
    expect(kept).toEqual([5, 6, 7, 8, 9]);
    expect(await store.collect({ maxBytes: 65_000 })).toBe(0);
  });

  test('idempotency keys are forgotten after their time, and the responses stay', async (store) => {
    await startTurn(store, 'resp_1', { idempotency: { key: 'k', fingerprint: 'f' } });
    expect(await store.collect({ idempotencyTtlMs: 0 })).toBe(1);
    expect(await store.repeated(TENANT, 'k')).toBeUndefined();
    expect(await store.get(keyOf('resp_1'))).toBeDefined();
  });
}

async function collectAll(store: ResponseStore, retention: Retention): Promise<number> {
  let total = 0;
  for (let removed = -1; removed !== 0; total += removed) removed = await store.collect(retention);
  return total;
}

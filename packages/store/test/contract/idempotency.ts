import { expect } from 'vitest';
import { keyOf, resource, startTurn, TENANT } from './samples.ts';
import type { StoreTest } from './store-test.ts';

export function testIdempotency(test: StoreTest): void {
  test('the first request with a key creates, and the later ones learn of it', async (store) => {
    const idempotency = { key: 'k', fingerprint: 'body' };
    expect(await store.repeated(TENANT, 'k')).toBeUndefined();
    const first = { tenant: TENANT, response: resource('resp_1'), input: [], idempotency };
    expect(await store.create(first)).toEqual({ kind: 'created', id: 'resp_1' });
    const repeated = { kind: 'repeated', id: 'resp_1', fingerprint: 'body' };
    expect(await store.repeated(TENANT, 'k')).toEqual(repeated);
    const other = { key: 'k', fingerprint: 'another body' };
    const second = { ...first, response: resource('resp_2'), idempotency: other };
    expect(await store.create(second)).toEqual(repeated);
    expect(await store.get(keyOf('resp_2'))).toBeUndefined();
  });

  test('of many requests at once with one key, one creates', async (store, openAnother) => {
    const other = await openAnother();
    const creations = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? store : other).create({
          tenant: TENANT,
          response: resource(`resp_${index}`),
          input: [],
          idempotency: { key: 'k', fingerprint: 'body' },
        }),
      ),
    );
    expect(creations.filter(({ kind }) => kind === 'created')).toHaveLength(1);
    expect(new Set(creations.map(({ id }) => id)).size).toBe(1);
  });

  test('a key belongs to a tenant', async (store) => {
    const idempotency = { key: 'k', fingerprint: 'body' };
    await startTurn(store, 'resp_1', { idempotency });
    expect(await store.repeated('other', 'k')).toBeUndefined();
    const theirs = { tenant: 'other', response: resource('resp_2'), input: [], idempotency };
    expect(await store.create(theirs)).toEqual({ kind: 'created', id: 'resp_2' });
  });

  test('a key is free again when its response is deleted', async (store) => {
    const idempotency = { key: 'k', fingerprint: 'body' };
    await startTurn(store, 'resp_1', { idempotency });
    await store.delete(keyOf('resp_1'));
    expect(await store.repeated(TENANT, 'k')).toBeUndefined();
    await startTurn(store, 'resp_2', { idempotency });
    expect((await store.repeated(TENANT, 'k'))?.id).toBe('resp_2');
  });

  test('a creation that fails leaves its key free', async (store) => {
    await startTurn(store, 'resp_1');
    const idempotency = { key: 'k', fingerprint: 'body' };
    await expect(startTurn(store, 'resp_1', { idempotency })).rejects.toThrow();
    expect(await store.repeated(TENANT, 'k')).toBeUndefined();
  });

  test('a secret is made once, for all who share the database, and each name has its own', async (store, openAnother) => {
    const other = await openAnother();
    const [first, second] = await Promise.all([store.secrets('a'), other.secrets('a')]);
    expect(first.map(({ length }) => length)).toEqual([32]);
    expect(second).toEqual(first);
    expect(await store.secrets('b')).not.toEqual(first);
  });

  test('a secret that is renewed stands before those that it had, for all who share the database', async (store, openAnother) => {
    const [old] = await store.secrets('a');
    const other = await openAnother();
    const renewed = await other.renewSecret('a');
    expect(renewed).toEqual([expect.any(Uint8Array), old]);
    expect(renewed[0]).not.toEqual(old);
    expect(await store.secrets('a')).toEqual(renewed);
    expect(await store.renewSecret('a')).toEqual([expect.any(Uint8Array), ...renewed]);
    expect(await store.secrets('b')).toHaveLength(1);
  });
}

import { expect } from 'vitest';
import { StoreError, TakenIdError, UnknownParentError } from '../../src/index.ts';
import {
  addTurn,
  assistant,
  completed,
  keyOf,
  resource,
  snapshot,
  startTurn,
  TENANT,
  texts,
  user,
} from './samples.ts';
import type { StoreTest } from './store-test.ts';

export function testResponses(test: StoreTest): void {
  test('a response is there once it is created, and in its terminal state once it is finished, to the byte', async (store) => {
    const created = await startTurn(store, 'resp_1');
    expect(JSON.stringify(await store.get(keyOf('resp_1')))).toBe(JSON.stringify(created));
    const finished = completed(created, [assistant('Hello'), assistant('there')]);
    const events = [snapshot(finished, 0)];
    expect(await store.finish(keyOf('resp_1'), { response: finished, events })).toBe(true);
    expect(JSON.stringify(await store.get(keyOf('resp_1')))).toBe(JSON.stringify(finished));
  });

  test('what one process has stored another reads', async (store, openAnother) => {
    await addTurn(store, 'resp_1');
    const other = await openAnother();
    expect(await other.get(keyOf('resp_1'))).toEqual(await store.get(keyOf('resp_1')));
  });

  test('an id is taken once, and a creation that fails leaves nothing', async (store) => {
    await startTurn(store, 'resp_1', { input: [] });
    const response = resource('resp_1');
    const again = { tenant: TENANT, response, input: [user('again')] };
    await expect(store.create(again)).rejects.toThrow(TakenIdError);
    expect((await store.chain(keyOf('resp_1')))?.items).toEqual([]);
    expect(await store.items(TENANT, ['msg_again'])).toEqual([undefined]);
  });

  test('a response ends once', async (store) => {
    const created = await startTurn(store, 'resp_1');
    const finished = completed(created, [assistant('first')]);
    await store.finish(keyOf('resp_1'), { response: finished, events: [] });
    const other = { ...completed(created, [assistant('second')]), status: 'failed' as const };
    expect(await store.finish(keyOf('resp_1'), { response: other, events: [] })).toBe(false);
    expect(await store.get(keyOf('resp_1'))).toEqual(finished);
    expect(await store.items(TENANT, ['msg_second'])).toEqual([undefined]);
  });

  test('a chain is the last response and the items of all turns, oldest first, input before output', async (store) => {
    await addTurn(store, 'resp_1');
    await addTurn(store, 'resp_2', { parent: 'resp_1' });
    await addTurn(store, 'resp_3', { parent: 'resp_2' });
    await addTurn(store, 'resp_other', { parent: 'resp_1' });
    const chain = await store.chain(keyOf('resp_3'));
    expect(chain?.response).toEqual(await store.get(keyOf('resp_3')));
    expect(texts(chain?.items)).toEqual([
      'to resp_1',
      'of resp_1',
      'to resp_2',
      'of resp_2',
      'to resp_3',
      'of resp_3',
    ]);
    const first = await store.chain(keyOf('resp_1'));
    expect(texts(first?.items)).toEqual(['to resp_1', 'of resp_1']);
  });

  test('items of one turn keep their order beyond ten', async (store) => {
    const input = Array.from({ length: 25 }, (_, index) => user(`${index}`));
    await startTurn(store, 'resp_1', { input });
    expect((await store.chain(keyOf('resp_1')))?.items).toEqual(input);
  });

  test('a chain of a thousand turns comes whole', async (store) => {
    for (let turn = 0; turn < 1000; turn++) {
      const parent = turn === 0 ? null : `resp_${turn - 1}`;
      await startTurn(store, `resp_${turn}`, { parent });
    }
    const chain = await store.chain(keyOf('resp_999'));
    expect(texts(chain?.items)).toEqual(
      Array.from({ length: 1000 }, (_, turn) => `to resp_${turn}`),
    );
  });

  test('the parent may differ from the previous response that the resource names', async (store) => {
    await addTurn(store, 'resp_1');
    const response = { ...resource('resp_2'), previous_response_id: 'resp_of_a_connection' };
    await store.create({ tenant: TENANT, response, input: [user('all')], parent: null });
    expect(texts((await store.chain(keyOf('resp_2')))?.items)).toEqual(['all']);
    await startTurn(store, 'resp_3', { parent: 'resp_1' });
    expect((await store.chain(keyOf('resp_3')))?.items).toHaveLength(3);
  });

  test('a deleted response is gone with its log and items, and its children keep its items', async (store) => {
    await addTurn(store, 'resp_1');
    await addTurn(store, 'resp_2', { parent: 'resp_1' });
    const key = keyOf('resp_1');
    expect(await store.delete(key)).toBe(true);
    expect(await store.get(key)).toBeUndefined();
    expect(await store.chain(key)).toBeUndefined();
    expect(await store.items(TENANT, ['msg_to resp_1'])).toEqual([undefined]);
    const signal = new AbortController().signal;
    expect(await Array.fromAsync(store.events(key, -1, signal))).toEqual([]);
    expect(await store.inputItems(key, { limit: 1, order: 'asc' })).toBeUndefined();
    expect(await store.delete(key)).toBe(false);
    expect(texts((await store.chain(keyOf('resp_2')))?.items)).toEqual([
      'to resp_1',
      'of resp_1',
      'to resp_2',
      'of resp_2',
    ]);
  });

  test('a deleted response can be followed while a later turn keeps its items, and not any more after that', async (store) => {
    await addTurn(store, 'resp_1');
    await addTurn(store, 'resp_2', { parent: 'resp_1' });
    await store.delete(keyOf('resp_1'));
    await startTurn(store, 'resp_3', { parent: 'resp_1' });
    expect((await store.chain(keyOf('resp_3')))?.items).toHaveLength(3);
    await store.delete(keyOf('resp_2'));
    await store.delete(keyOf('resp_3'));
    const late = startTurn(store, 'resp_4', { parent: 'resp_1' });
    await expect(late).rejects.toThrow(UnknownParentError);
    expect(await store.get(keyOf('resp_4'))).toBeUndefined();
  });

  test('a response that is deleted while it is made stays deleted', async (store) => {
    const created = await startTurn(store, 'resp_1');
    await store.delete(keyOf('resp_1'));
    const response = completed(created, [assistant('late')]);
    expect(await store.append(keyOf('resp_1'), [snapshot(created, 0)])).toBe(false);
    expect(await store.finish(keyOf('resp_1'), { response, events: [] })).toBe(false);
    expect(await store.get(keyOf('resp_1'))).toBeUndefined();
    expect(await store.items(TENANT, ['msg_late'])).toEqual([undefined]);
  });

  test('a foreign id and an unknown id are the same to every method', async (store) => {
    const created = await startTurn(store, 'resp_1');
    for (const key of [keyOf('resp_1', 'other'), keyOf('resp_unknown')]) {
      const response = completed({ ...created, id: key.id }, [assistant('theirs')]);
      expect(await store.get(key)).toBeUndefined();
      expect(await store.chain(key)).toBeUndefined();
      expect(await store.append(key, [snapshot(created, 0)])).toBe(false);
      expect(await store.finish(key, { response, events: [] })).toBe(false);
      expect(await store.inputItems(key, { limit: 5, order: 'asc' })).toBeUndefined();
      const { signal } = new AbortController();
      expect(await Array.fromAsync(store.events(key, -1, signal))).toEqual([]);
      expect(await store.delete(key)).toBe(false);
    }
    expect(await store.get(keyOf('resp_1'))).toEqual(created);
    const stolen = { tenant: 'other', response: resource('resp_2'), input: [], parent: 'resp_1' };
    await expect(store.create(stolen)).rejects.toThrow(UnknownParentError);
  });

  test('two tenants may have the same ids', async (store) => {
    await addTurn(store, 'resp_1');
    await addTurn(store, 'resp_1', { tenant: 'other' });
    await store.delete(keyOf('resp_1', 'other'));
    expect((await store.chain(keyOf('resp_1')))?.items).toHaveLength(2);
    expect(await store.items('other', ['msg_to resp_1'])).toEqual([undefined]);
  });

  test('a closed store says so, and may be closed again', async (store) => {
    await store.close();
    await store.close();
    const closed = /the store is closed/;
    await expect(store.get(keyOf('resp_1'))).rejects.toThrow(closed);
    await expect(startTurn(store, 'resp_1')).rejects.toThrow(closed);
    await expect(startTurn(store, 'resp_1')).rejects.toThrow(StoreError);
  });

  test('ids with odd characters are ids', async (store) => {
    const odd = `resp_'";--\0%_\\ é😀`;
    await startTurn(store, odd);
    expect(await store.get(keyOf(odd))).toEqual(resource(odd));
    expect(await store.get(keyOf(`${odd}.`))).toBeUndefined();
  });
}

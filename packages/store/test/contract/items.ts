import { expect } from 'vitest';
import { type ResponseStore, UnknownCursorError } from '../../src/index.ts';
import { addTurn, assistant, completed, ids, keyOf, startTurn, TENANT, user } from './samples.ts';
import type { StoreTest } from './store-test.ts';

export function testItems(test: StoreTest): void {
  test('items are found by id wherever they are, several at once and in the order of the ids', async (store) => {
    await addTurn(store, 'resp_1');
    await addTurn(store, 'resp_2');
    const conversation = {
      id: 'conv_1',
      object: 'conversation' as const,
      created_at: 1,
      metadata: {},
    };
    await store.conversations.create({ tenant: TENANT, conversation, items: [user('talk')] });
    const wanted = ['msg_talk', 'msg_none', 'msg_of resp_2', 'msg_to resp_1', 'msg_talk'];
    expect(await store.items(TENANT, wanted)).toEqual([
      user('talk'),
      undefined,
      assistant('of resp_2'),
      user('to resp_1'),
      user('talk'),
    ]);
    expect(await store.items('other', wanted)).toEqual(wanted.map(() => undefined));
    expect(await store.items(TENANT, [])).toEqual([]);
  });

  test('an item that several responses have is found as long as one of them is there', async (store) => {
    await startTurn(store, 'resp_1', { input: [user('same')] });
    await startTurn(store, 'resp_2', { input: [user('same')] });
    await store.delete(keyOf('resp_1'));
    expect(await store.items(TENANT, ['msg_same'])).toEqual([user('same')]);
    await store.delete(keyOf('resp_2'));
    expect(await store.items(TENANT, ['msg_same'])).toEqual([undefined]);
  });

  test('an item whose id is very long is found and read from like any other', async (store) => {
    const long = Array.from({ length: 5000 }, (_, index) => (index * index).toString(36)).join('');
    const input = [user('a', `${long}a`), user('b', `${long}b`)];
    await startTurn(store, 'resp_1', { input });
    expect(await store.items(TENANT, [`${long}b`, `${long}c`])).toEqual([input[1], undefined]);
    const page = { limit: 5, order: 'asc' as const, after: `${long}a` };
    expect((await store.inputItems(keyOf('resp_1'), page))?.items).toEqual([input[1]]);
  });

  test('input items come in pages, both ways, without those of other turns and without the output', async (store) => {
    await addTurn(store, 'resp_0');
    const input = Array.from({ length: 12 }, (_, index) => user(`${index}`));
    const created = await startTurn(store, 'resp_1', { input, parent: 'resp_0' });
    const response = completed(created, [assistant('out')]);
    await store.finish(keyOf('resp_1'), { response, events: [] });
    const all = ids(input)!;
    expect(await pages(store, 'asc', 5)).toEqual([
      all.slice(0, 5),
      all.slice(5, 10),
      all.slice(10),
    ]);
    const back = all.toReversed();
    expect(await pages(store, 'desc', 6)).toEqual([back.slice(0, 6), back.slice(6)]);
    const none = await store.inputItems(keyOf('resp_1'), { limit: 0, order: 'asc' });
    expect(none).toEqual({ items: [], hasMore: true });
  });

  test('a page after an item that is not in the list is refused', async (store) => {
    await startTurn(store, 'resp_1', { input: [user('here')] });
    await startTurn(store, 'resp_2', { input: [user('there')] });
    const page = store.inputItems(keyOf('resp_1'), { limit: 5, order: 'asc', after: 'msg_there' });
    await expect(page).rejects.toThrow(UnknownCursorError);
  });

  test('pages come to an end even where an item is there twice', async (store) => {
    await startTurn(store, 'resp_1', { input: [user('a'), user('b'), user('a'), user('c')] });
    expect((await pages(store, 'asc', 1)).flat().at(-1)).toBe('msg_c');
    expect((await pages(store, 'desc', 1)).flat().at(-1)).toBe('msg_a');
  });
}

/** The ids of page after page, as a client reads them. */
async function pages(
  store: ResponseStore,
  order: 'asc' | 'desc',
  limit: number,
): Promise<string[][]> {
  const read: string[][] = [];
  for (let after: string | undefined; ; ) {
    const request = { limit, order, ...(after !== undefined && { after }) };
    const page = await store.inputItems(keyOf('resp_1'), request);
    read.push(ids(page!.items)!);
    if (!page!.hasMore) return read;
    after = page!.items.at(-1)!.id;
  }
}

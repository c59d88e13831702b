import type { Conversation } from '@antiphon/protocol';
import { expect } from 'vitest';
import { type ResponseStore, TakenIdError, UnknownCursorError } from '../../src/index.ts';
import { assistant, completed, ids, keyOf, startTurn, TENANT, texts, user } from './samples.ts';
import type { StoreTest } from './store-test.ts';

const KEY = keyOf('conv_1');

export function testConversations(test: StoreTest): void {
  test('a conversation keeps its metadata and its items in order', async ({ conversations }) => {
    const created = conversation('conv_1', { topic: 'né' });
    await conversations.create({ tenant: TENANT, conversation: created, items: [user('1')] });
    expect(await conversations.get(KEY)).toEqual(created);
    expect(await conversations.addItems(KEY, [assistant('2'), user('3')])).toBe(true);
    expect(texts(await conversations.history(KEY))).toEqual(['1', '2', '3']);
    const updated = { ...created, metadata: { mood: 'good' } };
    expect(await conversations.update(KEY, { mood: 'good' })).toEqual(updated);
    expect(await conversations.get(KEY)).toEqual(updated);
  });

  test('a conversation without items has an empty history', async ({ conversations }) => {
    await add({ conversations });
    expect(await conversations.history(KEY)).toEqual([]);
    expect(await conversations.items(KEY, { limit: 3, order: 'desc' })).toEqual({
      items: [],
      hasMore: false,
    });
  });

  test('items come in pages, both ways', async ({ conversations }) => {
    await add({ conversations }, ['1', '2', '3', '4', '5']);
    const first = await conversations.items(KEY, { limit: 2, order: 'desc' });
    expect([ids(first?.items), first?.hasMore]).toEqual([['msg_5', 'msg_4'], true]);
    const rest = await conversations.items(KEY, { limit: 3, order: 'desc', after: 'msg_4' });
    expect([ids(rest?.items), rest?.hasMore]).toEqual([['msg_3', 'msg_2', 'msg_1'], false]);
    const up = await conversations.items(KEY, { limit: 9, order: 'asc', after: 'msg_3' });
    expect([ids(up?.items), up?.hasMore]).toEqual([['msg_4', 'msg_5'], false]);
    const lost = conversations.items(KEY, { limit: 9, order: 'asc', after: 'msg_9' });
    await expect(lost).rejects.toThrow(UnknownCursorError);
  });

  test('an item is found and deleted by its id, and the place of the last is not given again', async ({
    conversations,
  }) => {
    await add({ conversations }, ['1', '2', '3']);
    expect(await conversations.item(KEY, 'msg_2')).toEqual(user('2'));
    expect(await conversations.deleteItem(KEY, 'msg_3')).toBe(true);
    expect(await conversations.deleteItem(KEY, 'msg_3')).toBe(false);
    expect(await conversations.item(KEY, 'msg_3')).toBeUndefined();
    await conversations.addItems(KEY, [user('4')]);
    expect(texts(await conversations.history(KEY))).toEqual(['1', '2', '4']);
  });

  test('an id is taken once, for conversations and for the items in one', async ({
    conversations,
  }) => {
    await add({ conversations }, ['1']);
    await expect(add({ conversations }, ['2'])).rejects.toThrow(TakenIdError);
    const again = conversations.addItems(KEY, [user('2'), user('1')]);
    await expect(again).rejects.toThrow(TakenIdError);
    expect(texts(await conversations.history(KEY))).toEqual(['1']);
  });

  test('two who add at once both add', async ({ conversations }, openAnother) => {
    await add({ conversations });
    const other = await openAnother();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? conversations : other.conversations).addItems(KEY, [
          user(`${index}a`),
          user(`${index}b`),
        ]),
      ),
    );
    const history = texts(await conversations.history(KEY))!;
    expect(history).toHaveLength(40);
    for (let index = 0; index < 20; index++)
      expect(history.indexOf(`${index}b`)).toBe(history.indexOf(`${index}a`) + 1);
  });

  test('a turn adds its items to the conversation when it ends, and those that are there stay', async (store) => {
    await add(store, ['1']);
    const created = await startTurn(store, 'resp_1');
    const items = [user('else', 'msg_1'), user('2'), assistant('3')];
    const response = completed(created, [assistant('3')]);
    const ending = { response, events: [], conversation: { id: 'conv_1', items } };
    expect(await store.finish(keyOf('resp_1'), ending)).toBe(true);
    expect(texts(await store.conversations.history(KEY))).toEqual(['1', '2', '3']);
    await store.delete(keyOf('resp_1'));
    expect(texts(await store.conversations.history(KEY))).toEqual(['1', '2', '3']);
  });

  test('a turn ends all the same when its conversation is gone', async (store) => {
    await add(store);
    const response = completed(await startTurn(store, 'resp_1'));
    await store.conversations.delete(KEY);
    const conversation = { id: 'conv_1', items: [user('1')] };
    expect(await store.finish(keyOf('resp_1'), { response, events: [], conversation })).toBe(true);
    expect(await store.get(keyOf('resp_1'))).toEqual(response);
    expect(await store.items(TENANT, ['msg_1'])).toEqual([undefined]);
  });

  test('a deleted conversation takes its items along, and its responses stay', async (store) => {
    await add(store, ['1']);
    await startTurn(store, 'resp_1');
    expect(await store.conversations.delete(KEY)).toBe(true);
    expect(await store.conversations.delete(KEY)).toBe(false);
    expect(await store.conversations.get(KEY)).toBeUndefined();
    expect(await store.items(TENANT, ['msg_1'])).toEqual([undefined]);
    expect(await store.get(keyOf('resp_1'))).toBeDefined();
    await add(store);
    expect(await store.conversations.history(KEY)).toEqual([]);
  });

  test('a foreign conversation and an unknown one are the same to every method', async (store) => {
    const { conversations } = store;
    await add(store, ['1']);
    for (const key of [keyOf('conv_1', 'other'), keyOf('conv_unknown')]) {
      expect(await conversations.get(key)).toBeUndefined();
      expect(await conversations.update(key, {})).toBeUndefined();
      expect(await conversations.addItems(key, [user('2')])).toBe(false);
      expect(await conversations.history(key)).toBeUndefined();
      expect(await conversations.items(key, { limit: 1, order: 'asc' })).toBeUndefined();
      expect(await conversations.item(key, 'msg_1')).toBeUndefined();
      expect(await conversations.deleteItem(key, 'msg_1')).toBe(false);
      expect(await conversations.delete(key)).toBe(false);
    }
    expect(texts(await conversations.history(KEY))).toEqual(['1']);
  });
}

function conversation(id: string, metadata: Record<string, string> = {}): Conversation {
  return { id, object: 'conversation', created_at: 1, metadata };
}

function add(
  { conversations }: Pick<ResponseStore, 'conversations'>,
  items: readonly string[] = [],
): Promise<void> {
  return conversations.create({
    tenant: TENANT,
    conversation: conversation('conv_1'),
    items: items.map((text) => user(text)),
  });
}

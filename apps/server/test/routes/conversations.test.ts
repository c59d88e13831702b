import type { Conversation, ErrorBody, Item, ItemList, ResponseResource } from '@antiphon/protocol';
import { expect, test } from 'vitest';
import { startApp } from '../start.ts';
import { type Client, clientOf } from './client.ts';
import { expectContract } from './contract.ts';

function client(): Client {
  return clientOf(startApp({ script: ({ messages }) => `${messages.length} messages` }));
}

function messages(count: number) {
  return Array.from({ length: count }, (_, index) => ({ role: 'user', content: `${index}` }));
}

test('a conversation is made, read, changed and deleted', async () => {
  const { json, send } = client();
  const made = await json<Conversation>('POST', '/v1/conversations', { metadata: { topic: 'a' } });
  expect(made).toEqual({
    id: expect.stringMatching(/^conv_/),
    object: 'conversation',
    created_at: expect.any(Number),
    metadata: { topic: 'a' },
  });
  const path = `/v1/conversations/${made.id}`;
  const changed = { ...made, metadata: { topic: 'b' } };
  expect(await json('POST', path, { metadata: { topic: 'b' } })).toEqual(changed);
  expect(await json('GET', path)).toEqual(changed);
  expect(await json('DELETE', path)).toEqual({
    id: made.id,
    object: 'conversation.deleted',
    deleted: true,
  });
  for (const [method, tail, body] of [
    ['GET', '', undefined],
    ['POST', '', { metadata: {} }],
    ['DELETE', '', undefined],
    ['GET', '/items', undefined],
    ['POST', '/items', { items: messages(1) }],
    ['GET', '/items/msg_0', undefined],
    ['DELETE', '/items/msg_0', undefined],
  ] as const) {
    const gone = await send(method, path + tail, body);
    expect(gone.status, method + tail).toBe(404);
    expect(((await gone.json()) as ErrorBody).error.type).toBe('not_found_error');
  }
});

test('without a body a conversation is empty', async () => {
  const { json } = client();
  const { id } = await json<Conversation>('POST', '/v1/conversations');
  expect(await json('GET', `/v1/conversations/${id}/items`)).toEqual({
    object: 'list',
    data: [],
    first_id: null,
    last_id: null,
    has_more: false,
  });
});

test('items are added, listed, read and deleted', async () => {
  const { json, send } = client();
  const { id } = await json<Conversation>('POST', '/v1/conversations', { items: messages(1) });
  const path = `/v1/conversations/${id}/items`;
  const added = await json<ItemList>('POST', path, { items: messages(2) });
  expect(added.data).toHaveLength(2);
  for (const item of added.data) expectContract('ItemField', item);
  const [first, second] = added.data as [Item, Item];
  expect(await json('GET', `${path}/${first.id}`)).toEqual(first);
  expect(await json('DELETE', `${path}/${first.id}`)).toMatchObject({ id, object: 'conversation' });
  expect((await send('GET', `${path}/${first.id}`)).status).toBe(404);
  const left = await json<ItemList>('GET', `${path}?order=asc`);
  expect(left.data).toHaveLength(2);
  expect(left.data.at(-1)).toEqual(second);
});

test.each(['asc', 'desc'])('pages in order %s are the whole list', async (order) => {
  const { json } = client();
  const { id } = await json<Conversation>('POST', '/v1/conversations', { items: messages(7) });
  const path = `/v1/conversations/${id}/items?order=${order}`;
  const whole = await json<ItemList>('GET', path);
  expect(whole.has_more).toBe(false);
  const items: Item[] = [];
  for (let after = ''; ; ) {
    const page = await json<ItemList>('GET', `${path}&limit=3${after}`);
    items.push(...page.data);
    expect(page.first_id).toBe(page.data[0]!.id);
    expect(page.last_id).toBe(page.data.at(-1)!.id);
    if (!page.has_more) break;
    after = `&after=${page.last_id}`;
  }
  expect(items).toEqual(whole.data);
  expect(JSON.stringify(items[0])).toContain(order === 'asc' ? '"0"' : '"6"');
});

test('a response reads the items of its conversation, and adds its own', async () => {
  const { json } = client();
  const { id } = await json<Conversation>('POST', '/v1/conversations', { items: messages(2) });
  const response = await json<ResponseResource>('POST', '/v1/responses', {
    input: 'And?',
    conversation: id,
  });
  expectContract('ResponseResource', response);
  expect(response).toMatchObject({ conversation: { id } });
  expect(JSON.stringify(response.output)).toContain('3 messages');
  const { data } = await json<ItemList>('GET', `/v1/conversations/${id}/items`);
  expect(data).toHaveLength(4);
  expect(data[0]!.id).toBe(response.output[0]!.id);
});

test.each([
  ['POST', '', { items: messages(21) }, 'items'],
  ['POST', '', { metadata: { a: 1 } }, 'metadata.a'],
  ['POST', '/ID', {}, 'metadata'],
  ['POST', '/ID/items', { items: [] }, 'items'],
  ['POST', '/ID/items', { items: [{ type: 'unknown' }] }, 'items[0].type'],
  ['POST', '/ID/items?include=unknown', { items: messages(1) }, 'include[0]'],
  ['GET', '/ID/items?limit=101', undefined, 'limit'],
  ['GET', '/ID/items?limit=x', undefined, 'limit'],
  ['GET', '/ID/items?order=up', undefined, 'order'],
  ['GET', '/ID/items?include[]=unknown', undefined, 'include[0]'],
])('%s %s with %j is a 400 that names %s', async (method, tail, body, param) => {
  const { json, send } = client();
  const { id } = await json<Conversation>('POST', '/v1/conversations');
  const reply = await send(method, `/v1/conversations${tail.replace('ID', id)}`, body);
  expect(reply.status).toBe(400);
  expect(((await reply.json()) as ErrorBody).error.param).toBe(param);
});

import { parseCreateResponse } from '@antiphon/protocol';
import { expect, test } from 'vitest';
import { createConnectionMemory } from '../src/index.ts';
import { caller, create, echo, never, serve, textOf } from './serve.ts';

const page = { limit: 20, order: 'asc' } as const;

test('a conversation stands before the input, and gains input and output', async () => {
  const { service } = serve(echo);
  const { id } = await service.conversations.create(caller.tenant, {
    items: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'one' }] }],
    metadata: {},
  });
  const { events, response } = await create(service, { input: 'two', conversation: id });
  expect(textOf(events)).toBe('user: one | user: two');
  expect(response.conversation).toEqual({ id });
  const { data } = await service.conversations.items({ ...caller, id }, page);
  expect(data.map((item) => ('role' in item ? item.role : ''))).toEqual([
    'user',
    'user',
    'assistant',
  ]);
  expect(data[2]).toEqual(response.output[0]);
});

test('a turn that fails leaves its conversation as it was', async () => {
  const { service } = serve(() => ({ output: [{ type: 'failure', message: 'out of order' }] }));
  const { id } = await service.conversations.create(caller.tenant, { items: [], metadata: {} });
  await create(service, { input: 'two', conversation: id });
  expect((await service.conversations.items({ ...caller, id }, page)).data).toEqual([]);
});

test('a conversation and a previous response exclude each other; an unknown conversation is not found', async () => {
  const { service } = serve(echo);
  const body = { input: 'x', conversation: 'conv_0' };
  await expect(create(service, { ...body, previous_response_id: 'resp_0' })).rejects.toMatchObject({
    param: 'conversation',
  });
  await expect(create(service, body)).rejects.toMatchObject({ code: 'conversation_not_found' });
});

test('an item of an earlier response can be referred to, under the tenant that has it', async () => {
  const { service } = serve(echo);
  const first = await create(service, { input: 'one' });
  const { id } = first.response.output[0]!;
  const input = [
    { role: 'user', content: 'one' },
    { type: 'item_reference', id },
    { role: 'user', content: 'two' },
  ];
  const second = await create(service, { input });
  expect(textOf(second.events)).toBe('user: one | assistant: user: one | user: two');
  const other = { caller: { tenant: 'other' } };
  await expect(create(service, { input }, other)).rejects.toMatchObject({
    name: 'NotFoundError',
    param: 'input[1].id',
  });
});

test('what a response brought forth is taken back as it is, with ids and states or without', async () => {
  const { service } = serve(echo);
  const first = await create(service, { input: 'one' });
  const [message] = first.response.output;
  const bare = { role: 'assistant', content: 'bare' };
  const second = await create(service, { input: [message!, bare, { role: 'user', content: 'x' }] });
  expect(textOf(second.events)).toBe('assistant: user: one | assistant: bare | user: x');
});

test('an output as a text or as parts belongs to its call; one without a call is refused', async () => {
  const { service } = serve(echo);
  const call = { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{}' };
  const output = { type: 'function_call_output', call_id: 'call_1' };
  const parts = [
    { type: 'input_text', text: '3 ' },
    { type: 'input_text', text: '°C' },
  ];
  for (const value of ['3 °C', parts]) {
    const { events } = await create(service, { input: [call, { ...output, output: value }] });
    expect(textOf(events)).toBe('assistant:  [f {}] | tool: 3 °C');
  }
  await expect(create(service, { input: [{ ...output, output: 'x' }, call] })).rejects.toThrow(
    'No tool call found for function call output with call_id call_1.',
  );
});

test('input items are listed with ids, in pages, in both directions', async () => {
  const { service } = serve(echo);
  const input = ['a', 'b', 'c'].map((content) => ({ role: 'user', content }));
  const { response } = await create(service, { input });
  const key = { ...caller, id: response.id };
  const first = await service.inputItems(key, { limit: 2, order: 'desc' });
  expect(first).toMatchObject({
    has_more: true,
    data: [{ content: [{ text: 'c' }] }, { content: [{ text: 'b' }] }],
  });
  const rest = await service.inputItems(key, { limit: 2, order: 'desc', after: first.last_id! });
  expect(rest).toMatchObject({ has_more: false, data: [{ content: [{ text: 'a' }] }] });
  const unknown = { limit: 2, order: 'desc', after: 'msg_0' } as const;
  await expect(service.inputItems(key, unknown)).rejects.toMatchObject({ param: 'after' });
});

test('a connection continues what is not stored, until a continuation fails', async () => {
  const { service } = serve(echo);
  const by = { caller: { ...caller, memory: createConnectionMemory() } };
  const first = await create(service, { input: 'one', store: false }, by);
  const next = { store: false, previous_response_id: first.response.id };
  await expect(create(service, { ...next, input: 'two' })).rejects.toMatchObject({
    code: 'previous_response_not_found',
  });
  const second = await create(service, { ...next, input: 'two' }, by);
  expect(textOf(second.events)).toBe('user: one | assistant: user: one | user: two');

  const third = { store: false, previous_response_id: second.response.id };
  const unmatched = { type: 'function_call_output', call_id: 'call_0', output: 'x' };
  await expect(create(service, { ...third, input: [unmatched] }, by)).rejects.toThrow(
    'No tool call found',
  );
  await expect(create(service, { ...third, input: 'x' }, by)).rejects.toMatchObject({
    code: 'previous_response_not_found',
  });
});

test('a stored response that continues an unstored one keeps all of it', async () => {
  const { service } = serve(echo);
  const by = { caller: { ...caller, memory: createConnectionMemory() } };
  const first = await create(service, { input: 'one', store: false }, by);
  const second = await create(
    service,
    { input: 'two', previous_response_id: first.response.id },
    by,
  );
  const third = await create(service, { input: 'three', previous_response_id: second.response.id });
  expect(textOf(third.events)).toContain(
    'user: one | assistant: user: one | user: two | assistant:',
  );
});

test('a warm-up says nothing and can be continued', async () => {
  const { service } = serve(echo);
  const memory = createConnectionMemory();
  const by = { ...caller, memory };
  const request = parseCreateResponse({ input: 'one', instructions: 'Be brief.', store: false });
  const warm = await (await service.warmUp(request, by, never)).done;
  expect(warm).toMatchObject({
    status: 'completed',
    output: [],
    usage: { output_tokens: 0, input_tokens: expect.any(Number) },
  });
  const next = { input: 'two', store: false, previous_response_id: warm.id };
  const { events, response } = await create(service, next, { caller: by });
  expect(textOf(events)).toBe('user: one | user: two');
  expect(response.output).toHaveLength(1);
});

test('a warm-up may have nothing to read yet', async () => {
  const { service } = serve(echo);
  const warm = await service.warmUp(parseCreateResponse({ input: [] }), caller, never);
  expect(await warm.done).toMatchObject({ status: 'completed', usage: { input_tokens: 0 } });
});

test('a chain of 1,000 turns stores each item once, and the last turn has them all', async () => {
  const { service, store } = serve(({ messages }) => String(messages.length));
  const first = await create(service, { input: 'turn' });
  const { data: input } = await service.inputItems({ ...caller, id: first.response.id }, page);
  let previous = first.response.id;
  for (let turn = 2; turn < 1000; turn++) {
    const id = `resp_${turn}`;
    const response = { ...first.response, id, previous_response_id: previous };
    await store.create({ ...caller, response, input });
    await store.finish({ ...caller, id }, { response, events: [] });
    previous = id;
  }
  const body = { input: 'last', previous_response_id: previous };
  const { events, response } = await create(service, body);
  expect(textOf(events)).toBe('1999');
  const key = { ...caller, id: response.id };
  expect((await store.chain(key))!.items).toHaveLength(2000);
  expect((await service.inputItems(key, page)).data).toHaveLength(1);
});

test('a repeated key gets the first response, and no other request may use it', async () => {
  const { service } = serve(echo);
  const by = (fingerprint: string) => ({
    caller: { ...caller, idempotency: { key: 'key', fingerprint } },
  });
  const first = await create(service, { input: 'one' }, by('a'));
  const again = await create(service, { input: 'one' }, by('a'));
  expect(again.response).toEqual(first.response);
  expect(again.events).toEqual(first.events);
  await expect(create(service, { input: 'two' }, by('b'))).rejects.toMatchObject({
    code: 'idempotency_key_reused',
  });
});

test('conversations are changed, listed and deleted, by their tenant alone', async () => {
  const { service } = serve(echo);
  const { conversations } = service;
  const created = await conversations.create('tenant', { items: [], metadata: { a: '1' } });
  const key = { tenant: 'tenant', id: created.id };
  expect(await conversations.update(key, { b: '2' })).toMatchObject({ metadata: { b: '2' } });
  const added = await conversations.addItems(key, [
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
  ]);
  const [item] = added.data;
  expect(await conversations.item(key, item!.id)).toEqual(item);
  const foreign = { tenant: 'other', id: created.id };
  for (const attempt of [
    conversations.get(foreign),
    conversations.update(foreign, {}),
    conversations.delete(foreign),
    conversations.addItems(foreign, []),
    conversations.items(foreign, page),
    conversations.item(foreign, item!.id),
    conversations.deleteItem(foreign, item!.id),
  ]) {
    await expect(attempt).rejects.toMatchObject({ name: 'NotFoundError' });
  }
  expect(await conversations.deleteItem(key, item!.id)).toMatchObject({ id: created.id });
  expect(await conversations.delete(key)).toEqual({
    id: created.id,
    object: 'conversation.deleted',
    deleted: true,
  });
  await expect(conversations.get(key)).rejects.toMatchObject({ code: 'conversation_not_found' });
});

import OpenAI from 'openai';
import { expect, test } from 'vitest';
import { model, serveScript } from './serve-script.ts';
import { expectLoopbackOnly } from './watch-connections.ts';

expectLoopbackOnly();
const server = serveScript();

function connect(): OpenAI {
  return new OpenAI({ baseURL: server.url, apiKey: 'none', maxRetries: 0 });
}

test('a stored response is retrieved, and gone once deleted', async () => {
  const { responses } = connect();
  const { id, output } = await responses.create({ model, input: 'say Hello!' });
  expect((await responses.retrieve(id)).output).toEqual(output);
  await responses.delete(id);
  await expect(responses.retrieve(id)).rejects.toBeInstanceOf(OpenAI.NotFoundError);
});

test('the second turn knows the first', async () => {
  const { responses } = connect();
  const input = 'What is my name?';
  const first = await responses.create({ model, input: 'My name is Ada.' });
  const second = await responses.create({ model, input, previous_response_id: first.id });
  expect(second.output_text).toBe('You are Ada.');
  expect((await responses.create({ model, input })).output_text).toBe('You did not say.');
});

test('events are replayed by id, from the first or after one', async () => {
  const { responses } = connect();
  const live = await Array.fromAsync(
    await responses.create({ model, input: 'think', stream: true }),
  );
  const [created] = live;
  if (created?.type !== 'response.created') throw new Error('the stream began with something else');
  const { id } = created.response;
  const all = await responses.retrieve(id, { stream: true });
  expect(await Array.fromAsync(all)).toEqual(live);
  const rest = await responses.retrieve(id, { stream: true, starting_after: 7 });
  expect(await Array.fromAsync(rest)).toEqual(live.slice(8));
});

test('stream by id rebuilds the response, also when it was not streamed before', async () => {
  const { responses } = connect();
  const { id, output_text } = await responses.create({ model, input: 'think' });
  const stream = responses.stream({ response_id: id, starting_after: 4 });
  const numbers: number[] = [];
  stream.on('event', (event) => numbers.push(event.sequence_number));
  expect(await stream.finalResponse()).toMatchObject({ id, output_text, status: 'completed' });
  expect(numbers[0]).toBe(5);
});

test('a response in the background is followed by its id, and cancelled', async () => {
  const { responses } = connect();
  const request = { model, input: 'slowly', background: true };
  const { id, status } = await responses.create(request);
  expect(['queued', 'in_progress']).toContain(status);
  const stream = await responses.retrieve(id, { stream: true });
  const types: string[] = [];
  for await (const event of stream) {
    if (event.type === 'response.output_text.delta' && types.at(-1) !== event.type) {
      expect((await responses.cancel(id)).status).toBe('cancelled');
    }
    types.push(event.type);
  }
  expect(types).toContain('response.output_text.delta');
  expect(types).not.toContain('response.completed');
  expect((await responses.retrieve(id)).status).toBe('cancelled');
  expect((await responses.cancel(id)).status).toBe('cancelled');
});

test('a response in the background is there when it is done', async () => {
  const { responses } = connect();
  const { id } = await responses.create({ model, input: 'say Hello!', background: true });
  await expect
    .poll(async () => (await responses.retrieve(id)).status, { timeout: 10_000 })
    .toBe('completed');
  expect((await responses.retrieve(id)).output_text).toBe('Hello!');
});

test('input items are paged through in both directions', async () => {
  const { responses } = connect();
  const first = await responses.create({ model, input: 'My name is Ada.' });
  const { id } = await responses.create({
    model,
    previous_response_id: first.id,
    input: [
      { role: 'developer', content: 'Be brief.' },
      { role: 'user', content: 'What is my name?' },
    ],
  });
  const texts = async (order: 'asc' | 'desc') => {
    const found: string[] = [];
    for await (const item of responses.inputItems.list(id, { order, limit: 1 })) {
      if (item.type !== 'message') continue;
      found.push(item.content.map((part) => ('text' in part ? part.text : '')).join(''));
    }
    return found;
  };
  const ascending = await texts('asc');
  expect(ascending).toEqual(expect.arrayContaining(['Be brief.', 'What is my name?']));
  expect(await texts('desc')).toEqual(ascending.toReversed());
});

test('a conversation keeps the items of its turns', async () => {
  const { conversations, responses } = connect();
  const { id } = await conversations.create({
    metadata: { topic: 'names' },
    items: [{ type: 'message', role: 'user', content: 'My name is Ada.' }],
  });
  await conversations.items.create(id, {
    items: [{ type: 'message', role: 'assistant', content: 'Hello, Ada.' }],
  });
  const answer = await responses.create({ model, conversation: id, input: 'What is my name?' });
  expect(answer).toMatchObject({ output_text: 'You are Ada.', conversation: { id } });
  const items = await Array.fromAsync(conversations.items.list(id, { order: 'asc', limit: 3 }));
  expect(items.map((item) => 'role' in item && item.role)).toEqual([
    'user',
    'assistant',
    'user',
    'assistant',
  ]);
  expect(items.at(-1)!.id).toBe(answer.output[0]!.id);
});

test('a conversation is changed, read and deleted, and so are its items', async () => {
  const { conversations } = connect();
  const { id } = await conversations.create({
    items: [{ type: 'message', role: 'user', content: 'Hello' }],
  });
  expect((await conversations.update(id, { metadata: { a: 'b' } })).metadata).toEqual({ a: 'b' });
  expect(await conversations.retrieve(id)).toMatchObject({ id, metadata: { a: 'b' } });
  const [item] = (await conversations.items.list(id)).data;
  const key = { conversation_id: id };
  expect(await conversations.items.retrieve(item!.id!, key)).toEqual(item);
  expect((await conversations.items.delete(item!.id!, key)).id).toBe(id);
  expect((await conversations.items.list(id)).data).toEqual([]);
  expect(await conversations.delete(id)).toMatchObject({ id, deleted: true });
  await expect(conversations.retrieve(id)).rejects.toBeInstanceOf(OpenAI.NotFoundError);
});

test('a compacted history is taken back as it is', async () => {
  const { responses } = connect();
  const compacted = await responses.compact({
    model,
    input: [
      { role: 'user', content: 'say My name is Ada.' },
      { role: 'assistant', content: 'Hello, Ada.' },
    ],
  });
  expect(compacted.object).toBe('response.compaction');
  expect(compacted.output.at(-1)!.type).toBe('compaction');
  const answer = await responses.create({
    model,
    // The client types what comes out as wider than what it takes in; the server takes all of it.
    input: [
      ...(compacted.output as OpenAI.Responses.ResponseInput),
      { role: 'user', content: 'say Hello!' },
    ],
  });
  expect(answer.output_text).toBe('Hello!');
});

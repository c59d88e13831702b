import type { ErrorBody, Item, ItemList, ResponseResource } from '@antiphon/protocol';
import { expect, test } from 'vitest';
import { endless, startApp } from '../start.ts';
import { clientOf } from './client.ts';
import { accumulated, expectContract, readEvents } from './contract.ts';

test('a stream tells the response that is stored, and can be replayed from any event', async () => {
  const { json, send } = clientOf(startApp({ script: () => 'One, two, three.' }));
  const events = await readEvents(
    await send('POST', '/v1/responses', { input: 'Count.', stream: true }),
  );
  const { response, isEnded } = accumulated(events);
  expect(isEnded).toBe(true);
  expectContract('ResponseResource', response);
  const path = `/v1/responses/${response!.id}`;
  expect(await json('GET', path)).toEqual(response);
  expect(await readEvents(await send('GET', `${path}?stream=true`))).toEqual(events);
  for (const after of [0, 3, events.length - 2, events.length - 1]) {
    const tail = await readEvents(await send('GET', `${path}?stream=true&starting_after=${after}`));
    expect(tail).toEqual(events.slice(after + 1));
  }
});

test('who has read more than the log holds is told the end, with the next number', async () => {
  const { json, send } = clientOf(startApp({ script: () => 'One, two, three.' }));
  const response = (await json('POST', '/v1/responses', { input: 'Count.' })) as ResponseResource;
  const path = `/v1/responses/${response.id}?stream=true&starting_after=9999`;
  const end = { type: 'response.completed', sequence_number: 10_000, response };
  expect(await readEvents(await send('GET', path))).toEqual([end]);
});

test.each([
  ['starting_after=1', 'starting_after'],
  ['stream=true&starting_after=-1', 'starting_after'],
  ['stream=true&starting_after=x', 'starting_after'],
  ['stream=yes', 'stream'],
  ['include[]=unknown', 'include[0]'],
  ['include=unknown', 'include[0]'],
])('GET with %s is a 400 that names %s', async (query, param) => {
  const { json, send } = clientOf(startApp());
  const { id } = await json<ResponseResource>('POST', '/v1/responses', { input: 'Hi' });
  const reply = await send('GET', `/v1/responses/${id}?${query}`);
  expect(reply.status).toBe(400);
  expect(((await reply.json()) as ErrorBody).error.param).toBe(param);
});

test('in the background a response is answered at once, and can be waited for', async () => {
  const { json } = clientOf(startApp({ stepMs: 1 }));
  const queued = await json<ResponseResource>('POST', '/v1/responses', {
    input: 'Hi',
    background: true,
  });
  expectContract('ResponseResource', queued);
  expect(queued).toMatchObject({ status: 'queued', background: true, output: [] });
  const read = () => json<ResponseResource>('GET', `/v1/responses/${queued.id}`);
  await expect.poll(async () => (await read()).status).toBe('completed');
  const done = await read();
  expectContract('ResponseResource', done);
  expect(JSON.stringify(done.output)).toContain('Hello!');
});

test('a reader of a running background response gets what was and what comes', async () => {
  const { json, send } = clientOf(startApp({ stepMs: 2 }));
  const { id } = await json<ResponseResource>('POST', '/v1/responses', {
    input: 'Hi',
    background: true,
  });
  const events = await readEvents(await send('GET', `/v1/responses/${id}?stream=true`));
  const { response } = accumulated(events);
  expect(response).toEqual(await json('GET', `/v1/responses/${id}`));
});

test('a background stream goes on without its reader', async () => {
  const { json, send } = clientOf(startApp({ stepMs: 1 }));
  const reply = await send('POST', '/v1/responses', {
    input: 'Hi',
    background: true,
    stream: true,
  });
  const reader = reply.body!.getReader();
  const first = new TextDecoder().decode((await reader.read()).value);
  await reader.cancel();
  const { id } = JSON.parse(first.split('data: ')[1]!).response;
  const status = async () => (await json<ResponseResource>('GET', `/v1/responses/${id}`)).status;
  await expect.poll(status).toBe('completed');
});

test('cancel stops a background response, and does nothing the second time', async () => {
  const { count, options } = endless();
  const { json, send } = clientOf(startApp(options));
  const { id } = await json<ResponseResource>('POST', '/v1/responses', {
    input: 'Hi',
    background: true,
  });
  await expect.poll(() => count.steps).toBeGreaterThan(5);
  const cancelled = await json<ResponseResource>('POST', `/v1/responses/${id}/cancel`);
  expectContract('ResponseResource', cancelled);
  expect(cancelled.status).toBe('cancelled');
  expect(await json('POST', `/v1/responses/${id}/cancel`)).toEqual(cancelled);
  expect(await json('GET', `/v1/responses/${id}`)).toEqual(cancelled);
  const events = await readEvents(await send('GET', `/v1/responses/${id}?stream=true`));
  expect(events[0]!.type).toBe('response.created');
});

test('cancel of a foreground response is a 400, of an unknown one a 404', async () => {
  const { json, send } = clientOf(startApp());
  const { id } = await json<ResponseResource>('POST', '/v1/responses', { input: 'Hi' });
  expect((await send('POST', `/v1/responses/${id}/cancel`)).status).toBe(400);
  expect((await send('POST', '/v1/responses/resp_0/cancel')).status).toBe(404);
});

test.each(['asc', 'desc'])(
  'the input items in pages of order %s are the whole list',
  async (order) => {
    const { json } = clientOf(startApp());
    const input = Array.from({ length: 5 }, (_, index) => ({ role: 'user', content: `${index}` }));
    const { id } = await json<ResponseResource>('POST', '/v1/responses', { input });
    const path = `/v1/responses/${id}/input_items?order=${order}`;
    const whole = await json<ItemList>('GET', path);
    expect(whole.data).toHaveLength(5);
    for (const item of whole.data) expectContract('ItemField', item);
    const items: Item[] = [];
    for (let after = ''; ; ) {
      const page = await json<ItemList>('GET', `${path}&limit=2${after}`);
      items.push(...page.data);
      if (!page.has_more) break;
      after = `&after=${page.last_id}`;
    }
    expect(items).toEqual(whole.data);
    expect(JSON.stringify(items[0])).toContain(order === 'asc' ? '"0"' : '"4"');
  },
);

test('the newest input item comes first when no order is asked for', async () => {
  const { json } = clientOf(startApp());
  const input = ['first', 'last'].map((content) => ({ role: 'user', content }));
  const { id } = await json<ResponseResource>('POST', '/v1/responses', { input });
  const { data } = await json<ItemList>('GET', `/v1/responses/${id}/input_items`);
  expect(JSON.stringify(data[0])).toContain('last');
});

test.each([
  ['limit=101', 'limit'],
  ['limit=-1', 'limit'],
  ['order=newest', 'order'],
  ['include=unknown', 'include[0]'],
  ['after=msg_unknown', 'after'],
])('input_items with %s is a 400 that names %s', async (query, param) => {
  const { json, send } = clientOf(startApp());
  const { id } = await json<ResponseResource>('POST', '/v1/responses', { input: 'Hi' });
  const reply = await send('GET', `/v1/responses/${id}/input_items?${query}`);
  expect(reply.status).toBe(400);
  expect(((await reply.json()) as ErrorBody).error.param).toBe(param);
});

test('a deleted response is gone from all its routes', async () => {
  const { json, send } = clientOf(startApp());
  const { id } = await json<ResponseResource>('POST', '/v1/responses', { input: 'Hi' });
  await json('DELETE', `/v1/responses/${id}`);
  const path = `/v1/responses/${id}`;
  for (const [method, at] of [
    ['GET', path],
    ['GET', `${path}?stream=true`],
    ['GET', `${path}/input_items`],
    ['POST', `${path}/cancel`],
    ['DELETE', path],
  ] as const) {
    expect((await send(method, at)).status, `${method} ${at}`).toBe(404);
  }
});

import type { ErrorBody, ResponseResource } from '@antiphon/protocol';
import type { Hono } from 'hono';
import { expect, test } from 'vitest';
import { startApp } from '../start.ts';
import { readEvents } from './contract.ts';

function post(app: Hono, body: object, key: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return Promise.resolve(app.request('/v1/responses', init));
}

test('a repeated request gets the response of the first, and the model is not asked again', async () => {
  let asked = 0;
  const app = startApp({ script: () => `answer ${++asked}` });
  const first = (await (await post(app, { input: 'Hi' }, 'a')).json()) as ResponseResource;
  expect(await (await post(app, { input: 'Hi' }, 'a')).json()).toEqual(first);
  const other = (await (await post(app, { input: 'Hi' }, 'b')).json()) as ResponseResource;
  expect(other.id).not.toBe(first.id);
});

test('requests that are repeated before the first has ended are one response', async () => {
  const app = startApp({ stepMs: 1 });
  const replies = await Promise.all([1, 2, 3].map(() => post(app, { input: 'Hi' }, 'a')));
  const responses = await Promise.all(replies.map((reply) => reply.json()));
  expect(responses[0]).toMatchObject({ status: 'completed' });
  expect(responses[1]).toEqual(responses[0]);
  expect(responses[2]).toEqual(responses[0]);
});

test('a repeated stream is the same stream', async () => {
  const app = startApp();
  const body = { input: 'Hi', stream: true };
  const first = await readEvents(await post(app, body, 'a'));
  expect(await readEvents(await post(app, body, 'a'))).toEqual(first);
});

test('the key of another request is a 400', async () => {
  const app = startApp();
  await post(app, { input: 'Hi' }, 'a');
  const reply = await post(app, { input: 'Ho' }, 'a');
  expect(reply.status).toBe(400);
  expect(((await reply.json()) as ErrorBody).error.code).toBe('idempotency_key_reused');
});

test('a key that is too long is a 400 that names the header', async () => {
  const reply = await post(startApp(), { input: 'Hi' }, 'x'.repeat(256));
  expect(reply.status).toBe(400);
  expect(((await reply.json()) as ErrorBody).error.param).toBe('Idempotency-Key');
});

import { randomBytes } from 'node:crypto';
import { createModelDirectory, createScriptedModel, ModelLoadError } from '@antiphon/backend';
import { createLocalModel } from '@antiphon/engine';
import type { ErrorBody, Model, ResponseResource } from '@antiphon/protocol';
import { createResponseService } from '@antiphon/responses';
import { openSqliteStore } from '@antiphon/store';
import type { Hono } from 'hono';
import { expect, test, vi } from 'vitest';
import { createApp } from '../src/index.ts';
import { endless, scriptedServices, startApp } from './start.ts';

/** The body of a reply; what it should be is for the test to check. */
async function json<T>(reply: Response | Promise<Response>): Promise<T> {
  return (await (await reply).json()) as T;
}

function post(app: Hono, body: unknown, signal?: AbortSignal): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return Promise.resolve(
    app.request('/v1/responses', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: text,
      ...(signal && { signal }),
    }),
  );
}

test('a response is made, retrieved and deleted', async () => {
  const app = startApp();
  const made = await post(app, { input: 'Hi', model: 'scripted' });
  expect(made.status).toBe(200);
  expect(made.headers.get('content-type')).toContain('application/json');
  expect(made.headers.get('x-request-id')).toBeTruthy();
  const response = await json<ResponseResource>(made);
  const path = `/v1/responses/${response.id}`;
  expect(await (await app.request(path)).json()).toEqual(response);
  const deleted = await app.request(path, { method: 'DELETE' });
  expect(await deleted.json()).toEqual({
    id: response.id,
    object: 'response.deleted',
    deleted: true,
  });
  for (const method of ['GET', 'DELETE']) {
    const gone = await app.request(path, { method });
    expect(gone.status).toBe(404);
    const error = {
      message: expect.stringContaining(response.id),
      type: 'not_found_error',
      param: '',
      code: 'not_found',
    };
    expect(await gone.json()).toEqual({ error });
  }
});

test('a stream has one chunk an event, named like its type, and [DONE] at the end', async () => {
  const reply = await post(startApp({ script: () => 'né' }), { input: 'Hi', stream: true });
  expect(reply.headers.get('content-type')).toContain('text/event-stream');
  const decoder = new TextDecoder();
  const chunks: string[] = [];
  for await (const chunk of reply.body!) chunks.push(decoder.decode(chunk));
  expect(chunks.pop()).toBe('data: [DONE]\n\n');
  const types = chunks.map((chunk) => {
    const [, type, data] = /^event: (\S+)\ndata: (.+)\n\n$/.exec(chunk)!;
    expect(JSON.parse(data!).type).toBe(type);
    return type;
  });
  expect(types.at(0)).toBe('response.created');
  expect(types.at(-1)).toBe('response.completed');
});

test('a reader that goes away stops the generation', async () => {
  const app = startApp(endless().options);
  const reply = await post(app, { input: 'Hi', stream: true });
  const reader = reply.body!.getReader();
  const first = new TextDecoder().decode((await reader.read()).value);
  const { id } = JSON.parse(first.split('data: ')[1]!).response;
  await reader.cancel();
  const status = async () =>
    (await json<ResponseResource>(app.request(`/v1/responses/${id}`))).status;
  await expect.poll(status).toBe('cancelled');
});

test.each([
  ['no JSON', '{"input', 400, 'invalid_json', ''],
  ['a wrong value', { input: 'x', top_p: 7 }, 400, 'invalid_value', 'top_p'],
  ['an unknown model', { input: 'x', model: 'other' }, 404, 'model_not_found', 'model'],
  [
    'an unknown previous response',
    { input: 'x', previous_response_id: 'resp_0' },
    400,
    'previous_response_not_found',
    'previous_response_id',
  ],
])('%s gets an error whose four fields are strings', async (_, body, status, code, param) => {
  const reply = await post(startApp(), body);
  expect(reply.status).toBe(status);
  const { error } = await json<ErrorBody>(reply);
  expect(error).toEqual({ message: expect.any(String), type: expect.any(String), code, param });
});

test('a fault of the server is a 500 that keeps its details to the log', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { responses, models } = scriptedServices({});
  const retrieve = () => Promise.reject(new Error('secret'));
  const shutdown = new AbortController().signal;
  const app = createApp({ responses: { ...responses, retrieve }, models, shutdown });
  const reply = await app.request('/v1/responses/resp_0');
  expect(reply.status).toBe(500);
  expect(await reply.text()).not.toContain('secret');
  expect(log).toHaveBeenCalledOnce();
  log.mockRestore();
});

test('more requests than the queue holds get a 503, and are told when to come again', async () => {
  const model = createLocalModel(
    createScriptedModel(() => 'Hello!', { stepMs: 5, maxSequences: 1 }),
    { maxWaiting: 1 },
  );
  const models = createModelDirectory([model]);
  const responses = createResponseService({
    store: openSqliteStore(':memory:'),
    models,
    sealingKey: randomBytes(32),
  });
  const app = createApp({ responses, models, shutdown: new AbortController().signal });
  const accepted = await post(app, { input: 'Hi', stream: true });
  const others = await Promise.all(
    ['a', 'b', 'c', 'd'].map((input) => post(app, { input, stream: true })),
  );
  const refused = others.filter((reply) => reply.status === 503);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]!.headers.get('retry-after')).toBe('1');
  expect(await json<ErrorBody>(refused[0]!)).toMatchObject({
    error: { type: 'server_error', code: 'server_overloaded' },
  });
  expect(await accepted.text()).toContain('response.completed');
});

test('a model that cannot be loaded is a 503 that keeps the reason to the log', async () => {
  const models = {
    ids: ['broken'] as const,
    acquire: () => Promise.reject(new ModelLoadError('secret')),
    loaded: () => undefined,
  };
  const responses = createResponseService({
    store: openSqliteStore(':memory:'),
    models,
    sealingKey: randomBytes(32),
  });
  const app = createApp({ responses, models, shutdown: new AbortController().signal });
  const reply = await post(app, { input: 'Hi' });
  expect(reply.status).toBe(503);
  const text = await reply.text();
  expect(text).toContain('model_unavailable');
  expect(text).not.toContain('secret');
});

test('models are listed and found by id', async () => {
  const app = startApp();
  const list = await json<{ data: Model[] }>(app.request('/v1/models'));
  expect(list).toMatchObject({
    object: 'list',
    data: [{ id: 'scripted', object: 'model', context_length: 100_000 }],
  });
  expect(await (await app.request('/v1/models/scripted')).json()).toEqual(list.data[0]);
  expect((await app.request('/v1/models/some/other')).status).toBe(404);
});

test('health is ok, and an unknown path is a 404 in the same form', async () => {
  const app = startApp();
  expect(await (await app.request('/health')).json()).toEqual({ status: 'ok' });
  const reply = await app.request('/v1/unknown');
  expect(reply.status).toBe(404);
  expect((await json<ErrorBody>(reply)).error.code).toBe('unknown_path');
});

import { gzipSync } from 'node:zlib';
import type { ErrorBody } from '@antiphon/protocol';
import { afterEach, expect, test } from 'vitest';
import type { RunningServer } from '../../src/index.ts';
import { startApp, startServer } from '../start.ts';

let server: RunningServer | undefined;
afterEach(async () => {
  await server?.close(0);
  server = undefined;
});

const json = { 'content-type': 'application/json' };

async function refusal(path: string, init: RequestInit, status: number) {
  const reply = await startApp({ limits: { maxBodyBytes: 1000 } }).request(path, init);
  expect(reply.status).toBe(status);
  expect(reply.headers.get('x-request-id')).toBeTruthy();
  expect(reply.headers.get('content-type')).toContain('application/json');
  const { error } = (await reply.json()) as ErrorBody;
  const text = expect.any(String);
  expect(error).toEqual({ message: text, type: text, param: text, code: text });
  return { reply, error };
}

test.each([
  [undefined, '{"input":"Hi"}'],
  ['text/plain', '{"input":"Hi"}'],
  ['application/x-www-form-urlencoded', 'input=Hi'],
  ['application/jsonx', '{"input":"Hi"}'],
])('a body of type %s is a 415', async (type, body) => {
  const headers = new Headers(type === undefined ? {} : { 'content-type': type });
  const bytes = new TextEncoder().encode(body);
  const { error } = await refusal('/v1/responses', { method: 'POST', headers, body: bytes }, 415);
  expect(error).toMatchObject({ code: 'unsupported_media_type', type: 'invalid_request_error' });
  expect(error.message).toContain('application/json');
});

test.each(['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/vnd.x+json'])(
  'a body of type %s is taken',
  async (type) => {
    const init = { method: 'POST', headers: { 'content-type': type }, body: '{"input":"Hi"}' };
    expect((await startApp().request('/v1/responses', init)).status).toBe(200);
  },
);

test('a packed body is a 415', async () => {
  const headers = { ...json, 'content-encoding': 'gzip' };
  const body = Buffer.from(gzipSync('{"input":"Hi"}'));
  await refusal('/v1/responses', { method: 'POST', headers, body }, 415);
});

test.each([
  ['half of it', '{"input":'],
  ['nothing', ''],
  ['what is not UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
  ['what is nested too deeply', `{"input":${'['.repeat(100_000)}`.slice(0, 900)],
])('a body with %s is a 400', async (_, body) => {
  const { error } = await refusal('/v1/responses', { method: 'POST', headers: json, body }, 400);
  expect(error.code).toBe('invalid_json');
});

test('a body that is too large is a 413', async () => {
  const body = JSON.stringify({ input: 'x'.repeat(2000) });
  const { error } = await refusal('/v1/responses', { method: 'POST', headers: json, body }, 413);
  expect(error.code).toBe('request_too_large');
});

test('over a socket too, said beforehand or found out on the way', async () => {
  server = await startServer({ limits: { maxBodyBytes: 100_000 } });
  const bytes = new TextEncoder().encode(JSON.stringify({ input: 'x'.repeat(300_000) }));
  const chunks = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 50_000)
        controller.enqueue(bytes.slice(at, at + 50_000));
      controller.close();
    },
  });
  for (const body of [bytes, chunks]) {
    const init = { method: 'POST', headers: json, body, duplex: 'half' } as const;
    const reply = await fetch(`${server.url}/v1/responses`, init);
    expect(reply.status).toBe(413);
    expect(((await reply.json()) as ErrorBody).error.code).toBe('request_too_large');
  }
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
});

test.each([
  ['PUT', '/v1/responses', 'GET, POST'],
  ['PATCH', '/v1/responses/resp_0', 'GET, DELETE'],
  ['DELETE', '/v1/responses/resp_0/input_items', 'GET'],
  ['GET', '/v1/responses/resp_0/cancel', 'POST'],
  ['POST', '/v1/models', 'GET'],
  ['PUT', '/v1/conversations/conv_0', 'GET, POST, DELETE'],
])('%s %s is a 405 that says what there is', async (method, path, allowed) => {
  const { reply, error } = await refusal(path, { method }, 405);
  expect(reply.headers.get('allow')).toBe(allowed);
  expect(error.code).toBe('method_not_allowed');
});

test.each(['/', '/v1', '/v1/unknown', '/v1/responses/a/b/c'])('%s is a 404', async (path) => {
  const { error } = await refusal(path, {}, 404);
  expect(error).toMatchObject({ code: 'unknown_path', type: 'not_found_error' });
});

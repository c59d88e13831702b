import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunningServer } from '../../src/index.ts';
import { startServer } from '../start.ts';
import { SocketClient } from './client.ts';

let server: RunningServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close(0));

/** What an upgrade is answered with that is refused. */
async function refusal(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const handshake = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  const asked = request(`${server.url}${path}`, { method, headers: { ...handshake, ...headers } });
  asked.end();
  const [reply] = await once(asked, 'response');
  return {
    status: reply.statusCode,
    headers: reply.headers,
    error: JSON.parse(await text(reply)).error,
  };
}

test('the handshake tells the id of the request', async () => {
  const client = new SocketClient(server.url);
  const [reply] = await once(client.socket, 'upgrade');
  expect(reply.headers['x-request-id']).toBeTruthy();
  client.socket.terminate();
});

test('an upgrade of another path is refused in the form of all errors', async () => {
  const { status, headers, error } = await refusal('/v1/unknown');
  expect(status).toBe(404);
  expect(headers['x-request-id']).toBeTruthy();
  expect(error).toMatchObject({ code: 'unknown_path', param: '' });
});

test('a page of another origin may not open a socket; one of this server may', async () => {
  const { status, error } = await refusal('/v1/responses', { origin: 'https://elsewhere.test' });
  expect(status).toBe(403);
  expect(error.code).toBe('foreign_origin');
  const client = await new SocketClient(server.url, { origin: server.url }).open();
  client.socket.terminate();
});

test('GET without an upgrade says what the path is for', async () => {
  const reply = await fetch(`${server.url}/v1/responses`);
  expect(reply.status).toBe(426);
  expect(await reply.json()).toMatchObject({ error: { code: 'upgrade_required' } });
});

test('a request that offers HTTP/2 is answered as if it did not', async () => {
  const headers = {
    connection: 'Upgrade, HTTP2-Settings',
    upgrade: 'h2c',
    'http2-settings': 'AAMAAABk',
  };
  const asked = request(`${server.url}/health`, { headers });
  asked.end();
  const [reply] = await once(asked, 'response');
  expect(JSON.parse(await text(reply))).toEqual({ status: 'ok' });
});

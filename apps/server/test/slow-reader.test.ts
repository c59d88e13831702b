import { type ClientRequest, request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { RunningServer } from '../src/index.ts';
import { startServer } from './start.ts';
import { SocketClient } from './websocket/client.ts';

let server: RunningServer;
afterEach(() => server.close(0));

/** So much text that its events fill every buffer on the way. */
const long = { script: () => 'x'.repeat(12_000) };

test('a stream that nobody reads at first arrives whole', async () => {
  server = await startServer(long);
  const headers = { 'content-type': 'application/json' };
  const asked: ClientRequest = request(`${server.url}/v1/responses`, { method: 'POST', headers });
  asked.end(JSON.stringify({ input: 'Hi', stream: true }));
  const reply = await new Promise<NodeJS.ReadableStream>((resolve) =>
    asked.once('response', resolve),
  );
  let text = '';
  reply.setEncoding('utf8');
  for await (const chunk of reply) text += chunk;
  expect(text).toMatch(/data: \[DONE\]\n\n$/);
  expect(text).toContain(`"text":"${'x'.repeat(12_000)}"`);
});

test('frames that nobody reads at first arrive whole and in order', async () => {
  server = await startServer(long);
  const client = await new SocketClient(server.url).open();
  client.socket.pause();
  client.create({ input: 'Hi' });
  await fetch(`${server.url}/health`);
  client.socket.resume();
  const frames = await client.turn();
  expect(frames.map(({ sequence_number }) => sequence_number)).toEqual(frames.map((_, i) => i));
  expect(JSON.stringify(frames.at(-1))).toContain(`"text":"${'x'.repeat(12_000)}"`);
  client.socket.terminate();
});

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { send } from '../../src/websocket/send.ts';

let server: WebSocketServer;
beforeEach(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
});
afterEach(() => {
  for (const socket of server.clients) socket.terminate();
  server.close();
});

/** Both ends of a connection. */
async function connect() {
  const { port } = server.address() as AddressInfo;
  const reader = new WebSocket(`ws://127.0.0.1:${port}`);
  const [[writer]] = await Promise.all([once(server, 'connection'), once(reader, 'open')]);
  return { reader, writer: writer as WebSocket };
}

const FRAME = 'x'.repeat(64 * 1024);

/** Sends until there is no room for more; `wait` resolves when there is. */
async function fill(writer: WebSocket): Promise<{ readonly wait: Promise<void> }> {
  for (;;) {
    let isWaiting = true;
    const wait = send(writer, FRAME).then(() => {
      isWaiting = false;
    });
    await setTimeout(5);
    if (isWaiting) return { wait };
  }
}

test('a reader that does not read holds up the writer, with little in memory, until it reads', async () => {
  const { reader, writer } = await connect();
  reader.pause();
  const { wait } = await fill(writer);
  expect(writer.bufferedAmount).toBeGreaterThan(0);
  expect(writer.bufferedAmount).toBeLessThan(512 * 1024);
  reader.resume();
  await wait;
});

test('a writer that waits goes on when its reader is gone', async () => {
  const { reader, writer } = await connect();
  reader.pause();
  const { wait } = await fill(writer);
  reader.terminate();
  await wait;
  await send(writer, FRAME);
});

import { afterEach, expect, test } from 'vitest';
import type { RunningServer } from '../src/index.ts';
import { endless, expectStopped, startServer } from './start.ts';

let server: RunningServer;
afterEach(() => server.close(0));

function post(body: object, signal: AbortSignal): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body), signal };
  return fetch(`${server.url}/v1/responses`, init);
}

test.each([true, false])(
  'a client that hangs up stops the generation (stream: %s)',
  async (stream) => {
    const { count, options } = endless();
    server = await startServer(options);
    const client = new AbortController();
    const reply = post({ input: 'Hi', stream }, client.signal);
    if (stream) await (await reply).body!.getReader().read();
    await expect.poll(() => count.steps).toBeGreaterThan(5);
    client.abort();
    await reply.catch(() => {});
    await expectStopped(count);
  },
);

test('closing waits for its grace, then stops what still runs', async () => {
  const { count, options } = endless();
  server = await startServer(options);
  const reply = await post({ input: 'Hi', stream: true }, new AbortController().signal);
  const text = reply.text().catch(() => 'cut');
  await expect.poll(() => count.steps).toBeGreaterThan(5);
  await server.close(20);
  expect(await text).not.toContain('response.completed');
  await expectStopped(count);
});

import { createModelDirectory, createScriptedModel } from '@antiphon/backend';
import { createLocalModel } from '@antiphon/engine';
import { createResponseService } from '@antiphon/responses';
import { openSqliteStore } from '@antiphon/store';
import { afterEach, expect, test } from 'vitest';
import { listen, type RunningServer } from '../src/index.ts';

let server: RunningServer;
afterEach(() => server.close(0));

/** A server whose model answers without end, one token a millisecond; `steps` counts them. */
async function startEndless() {
  const count = { steps: 0 };
  const model = createScriptedModel(
    () => {
      count.steps++;
      return 'x'.repeat(100_000);
    },
    { stepMs: 1 },
  );
  const models = createModelDirectory([createLocalModel(model)]);
  const store = openSqliteStore(':memory:');
  const responses = createResponseService({ store, models });
  const services = { responses, models, close: () => store.close() };
  server = await listen(services, { host: '127.0.0.1', port: 0 });
  return count;
}

function post(body: object, signal: AbortSignal): Promise<Response> {
  const init = { method: 'POST', body: JSON.stringify(body), signal };
  return fetch(`${server.url}/v1/responses`, init);
}

async function expectStopped(count: { steps: number }): Promise<void> {
  let before = -1;
  const unchanged = () => {
    const same = count.steps === before;
    before = count.steps;
    return same;
  };
  await expect.poll(unchanged, { interval: 30 }).toBe(true);
}

test.each([true, false])(
  'a client that hangs up stops the generation (stream: %s)',
  async (stream) => {
    const count = await startEndless();
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
  const count = await startEndless();
  const reply = await post({ input: 'Hi', stream: true }, new AbortController().signal);
  const text = reply.text().catch(() => 'cut');
  await expect.poll(() => count.steps).toBeGreaterThan(5);
  await server.close(20);
  expect(await text).not.toContain('response.completed');
  await expectStopped(count);
});

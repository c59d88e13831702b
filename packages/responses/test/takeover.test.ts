import { parseCreateResponse, type ResponseEvent } from '@antiphon/protocol';
import { openSqliteStore } from '@antiphon/store';
import { expect, test } from 'vitest';
import { caller, never, serve } from './serve.ts';

const answer = () => 'Hello, world'.repeat(5);

test('what is made anew has the same items, so that a reader can go on', async () => {
  const store = openSqliteStore(':memory:');
  const first = serve(answer, { store, model: { stepMs: 5 } });
  const request = parseCreateResponse({ input: 'Hi', background: true, temperature: 2 });
  const running = await first.service.create(request, caller, never);
  const key = { ...caller, id: running.response.id };
  const seen: ResponseEvent[] = [];
  for await (const event of running.events) {
    seen.push(event);
    if (seen.length === 20) break;
  }
  await first.service.close();
  const second = serve(answer, { store });
  for await (const event of await second.service.events(key, { after: 19, signal: never }))
    seen.push(event);
  expect(seen).toEqual(await Array.fromAsync(await second.service.events(key, { signal: never })));
  await second.service.close();
});

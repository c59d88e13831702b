import type { ResponseEvent, ResponseResource } from '@antiphon/protocol';
import { expect, test, vi } from 'vitest';
import { endInFailure } from '../src/end-in-failure.ts';
import { startApp } from './start.ts';

/** A real response and its events. */
async function recorded() {
  const reply = await startApp().request('/v1/responses', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ input: 'Hi', stream: true }),
  });
  const frames = (await reply.text()).split('\n\n').filter((frame) => frame.startsWith('event: '));
  const events = frames.map((frame): ResponseEvent => JSON.parse(frame.split('data: ')[1]!));
  const [created] = events;
  if (created?.type !== 'response.created') throw new Error('the first event is another');
  return { events, response: created.response };
}

async function collect(source: AsyncIterable<ResponseEvent>, response: ResponseResource) {
  const events: ResponseEvent[] = [];
  for await (const event of endInFailure(source, response)) events.push(event);
  return events;
}

async function* broken(events: readonly ResponseEvent[]): AsyncGenerator<ResponseEvent> {
  yield* events;
  throw new Error('the disk is full');
}

test('events that break off end in response.failed, with what was complete by then', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { events, response } = await recorded();
  const whole = await collect(broken(events.slice(0, -1)), response);
  log.mockRestore();
  expect(whole.slice(0, -1)).toEqual(events.slice(0, -1));
  expect(whole.at(-1)).toMatchObject({
    type: 'response.failed',
    sequence_number: events.length - 1,
    response: {
      id: response.id,
      status: 'failed',
      error: { code: 'server_error' },
      output: [{ type: 'message', status: 'completed' }],
    },
  });
  expect(JSON.stringify(whole)).not.toContain('disk');
});

test('behind the terminal event nothing comes, whatever breaks', async () => {
  const { events, response } = await recorded();
  expect(await collect(broken(events), response)).toEqual(events);
});

import type { ResponseEvent } from '@antiphon/protocol';
import { expect, test } from 'vitest';
import { sseStream } from '../src/sse.ts';

function event(number: number): ResponseEvent {
  return {
    type: 'response.output_text.delta',
    sequence_number: number,
    item_id: 'msg_1',
    output_index: 0,
    content_index: 0,
    delta: 'two\nlines\r\nand é',
    logprobs: [],
  };
}

/** A source that says how far it was asked. */
function source(count: number) {
  const asked = { events: 0, isReturned: false };
  async function* events(): AsyncGenerator<ResponseEvent> {
    try {
      for (; asked.events < count; ) yield event(asked.events++);
    } finally {
      asked.isReturned = true;
    }
  }
  return { asked, events: events() };
}

const quiet = { pingMs: 1_000_000, onCancel: () => {} };
const decoder = new TextDecoder();

test('each event is one chunk with one data line, and [DONE] the last', async () => {
  const chunks: string[] = [];
  for await (const chunk of sseStream(source(3).events, quiet)) chunks.push(decoder.decode(chunk));
  expect(chunks.pop()).toBe('data: [DONE]\n\n');
  expect(chunks).toHaveLength(3);
  for (const chunk of chunks)
    expect(chunk).toMatch(/^event: response\.output_text\.delta\ndata: [^\r\n]+\n\n$/);
});

test('a reader that does not read has no more than one event made for it', async () => {
  const { asked, events } = source(1000);
  const reader = sseStream(events, quiet).getReader();
  await reader.read();
  await reader.read();
  await new Promise(setImmediate);
  expect(asked.events).toBe(3);
  await reader.cancel();
});

test('a reader that goes away is told on, and the source given back', async () => {
  const { asked, events } = source(1000);
  let cancelled = 0;
  const stream = sseStream(events, { ...quiet, onCancel: () => cancelled++ });
  const reader = stream.getReader();
  await reader.read();
  await reader.cancel();
  expect(cancelled).toBe(1);
  expect(asked.isReturned).toBe(true);
});

test('in silence comments go out, and stop with the stream', async () => {
  const silence = Promise.withResolvers<void>();
  async function* events(): AsyncGenerator<ResponseEvent> {
    await silence.promise;
    yield event(0);
  }
  const reader = sseStream(events(), { ...quiet, pingMs: 2 }).getReader();
  const read = async () => decoder.decode((await reader.read()).value);
  expect(await read()).toBe(': ping\n\n');
  expect(await read()).toBe(': ping\n\n');
  silence.resolve();
  let text = await read();
  while (text === ': ping\n\n') text = await read();
  expect(text).toMatch(/^event: /);
  while (text !== 'data: [DONE]\n\n') text = await read();
  expect((await reader.read()).done).toBe(true);
});

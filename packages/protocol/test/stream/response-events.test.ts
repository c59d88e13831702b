import { expect, test } from 'vitest';
import {
  accumulate,
  InvalidEventError,
  parseWebSocketFrame,
  readResponseEvents,
  readServerSentEvents,
} from '../../src/index.ts';
import { randomStream, seededRandom } from '../random-stream.ts';

const encoder = new TextEncoder();

async function* cut(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = encoder.encode(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}

test.each([1, 2, 3, 7, 1000])(
  'events come whole from pieces of %i bytes, with any line end',
  async (size) => {
    const text =
      '\uFEFF: hello\n\nevent: a\ndata: 1\r\ndata:2\r\rdata\n\nevent:b\n\nid: 7\ndata: é€𝄞\n\ndata: cut';
    const events = await Array.fromAsync(readServerSentEvents(cut(text, size)));
    expect(events).toEqual([
      { event: 'a', data: '1\n2' },
      { event: '', data: '' },
      { event: '', data: 'é€𝄞' },
    ]);
  },
);

test('the last empty line may be a bare carriage return', async () => {
  expect(await Array.fromAsync(readServerSentEvents(cut('data: 1\r\r', 100)))).toEqual([
    { event: '', data: '1' },
  ]);
});

test('a streamed answer is read up to its closing mark, and tells its response', async () => {
  for (let seed = 0; seed < 50; seed++) {
    const { events, response } = randomStream(seededRandom(seed));
    const frames = events.map(
      (event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
    );
    const text = `: ping\n\n${frames.join('')}data: [DONE]\n\ndata: nonsense\n\n`;
    expect(await accumulate(readResponseEvents(cut(text, 50)))).toEqual(response);
  }
});

test('a stream of the web is read, and cancelled by who leaves early', async () => {
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(encoder.encode('data: 1\n\n')),
    cancel: () => {
      isCancelled = true;
    },
  });
  for await (const event of readServerSentEvents(body)) {
    expect(event.data).toBe('1');
    break;
  }
  expect(isCancelled).toBe(true);
});

test.each([
  ['data: {', 'an event is JSON, got "{"'],
  ['data: 1', 'an event is an object with a type'],
  ['data: {"type":"response.unknown"}', 'there is no event "response.unknown"'],
  ['data: {"type":"response.refusal.done"}', 'sequence_number is required'],
  [
    'event: x\ndata: {"type":"acme:x","sequence_number":0,"item_id":"a","output_index":0}',
    'the event is called "x", but is acme:x',
  ],
])('%s is no event', async (text, message) => {
  const events = Array.fromAsync(readResponseEvents(cut(`${text}\n\n`, 100)));
  await expect(events).rejects.toThrow(InvalidEventError);
  await expect(events).rejects.toThrow(message);
});

test('a frame of the WebSocket is an event or the error of a turn', () => {
  const fault = { type: 't', code: 'c', message: 'm', param: '' };
  const error = { type: 'error', status: 400, error: fault };
  expect(parseWebSocketFrame(error)).toEqual(error);
  const [event] = randomStream(seededRandom(1)).events;
  expect(parseWebSocketFrame({ ...event, stream_id: 'a' })).toEqual({ ...event, stream_id: 'a' });
  expect(() => parseWebSocketFrame({ type: 'error', status: 400 })).toThrow('error is required');
});

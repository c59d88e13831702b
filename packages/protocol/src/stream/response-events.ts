import type { ResponseEvent } from '../event/event.ts';
import { InvalidEventError, parseEvent } from '../parse/event.ts';
import { type ByteStream, readServerSentEvents } from './server-sent-events.ts';

/**
 * The events in the body of a streamed answer, up to its closing `[DONE]`. Throws `InvalidEventError` for what is no
 * event. That the order is legal is for `ResponseAccumulator` to say. Leaving early cancels the stream.
 */
export async function* readResponseEvents(body: ByteStream): AsyncGenerator<ResponseEvent> {
  for await (const { event: name, data } of readServerSentEvents(body)) {
    if (data === '[DONE]') return;
    const event = parseEvent(parseJson(data));
    if (name !== '' && name !== event.type) {
      const message = `the event is called ${JSON.stringify(name)}, but is ${event.type}`;
      throw new InvalidEventError('type', message);
    }
    yield event;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidEventError('', `an event is JSON, got ${JSON.stringify(text.slice(0, 60))}`);
  }
}

import type { ResponseEvent } from '@antiphon/protocol';
import type { Context } from 'hono';

export interface SseOptions {
  /** A comment goes out when nothing else did for so long, so that proxies keep the connection. */
  readonly pingMs: number;
  /** Called when the reader goes away before the end. */
  readonly onCancel: () => void;
}

const encoder = new TextEncoder();

/**
 * Events as Server-Sent Events: each one chunk, lines end in LF, `[DONE]` last. An event is asked for when there is room for
 * it: a slow reader holds one in memory.
 */
export function sseStream(
  events: AsyncIterable<ResponseEvent>,
  { pingMs, onCancel }: SseOptions,
): ReadableStream<Uint8Array> {
  const iterator = events[Symbol.asyncIterator]();
  let ping: ReturnType<typeof setInterval>;
  return new ReadableStream({
    start(controller) {
      ping = setInterval(() => {
        if (controller.desiredSize! > 0) controller.enqueue(encoder.encode(': ping\n\n'));
      }, pingMs);
    },
    async pull(controller) {
      const next = await iterator.next();
      ping.refresh();
      if (!next.done) {
        controller.enqueue(encoder.encode(sseFrame(next.value)));
        return;
      }
      clearInterval(ping);
      controller.enqueue(encoder.encode('data: [DONE]\n\n'));
      controller.close();
    },
    async cancel() {
      clearInterval(ping);
      onCancel();
      await iterator.return?.();
    },
  });
}

function sseFrame(event: ResponseEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** The reply that streams events. */
export function answerEvents(
  c: Context,
  events: AsyncIterable<ResponseEvent>,
  options: SseOptions,
): Response {
  c.header('content-type', 'text/event-stream; charset=utf-8');
  c.header('cache-control', 'no-cache');
  // nginx would hold events back until it has a buffer full of them.
  c.header('x-accel-buffering', 'no');
  return c.body(sseStream(events, options));
}

import type { ResponseEvent } from '@antiphon/protocol';

/** A comment goes out when nothing else did for so long, so that proxies keep the connection. */
const PING_MS = 15_000;

const encoder = new TextEncoder();

/** Events as Server-Sent Events: each one chunk, lines end in LF, `[DONE]` last. `onCancel` is called when the reader goes away. */
export function sseStream(
  events: AsyncIterable<ResponseEvent>,
  onCancel: () => void,
): ReadableStream<Uint8Array> {
  const iterator = events[Symbol.asyncIterator]();
  let ping: ReturnType<typeof setInterval>;
  return new ReadableStream({
    start(controller) {
      ping = setInterval(() => controller.enqueue(encoder.encode(': ping\n\n')), PING_MS);
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

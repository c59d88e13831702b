import { expect } from 'vitest';

/** An event as it came; what it should be is for the test to check. */
export interface WireEvent {
  readonly type: string;
  readonly status?: number;
  readonly error?: { readonly code?: string };
  readonly response?: WireResponse;
}

export interface WireResponse {
  readonly id: string;
  readonly status: string;
  readonly output: readonly { readonly type: string }[];
}

/**
 * Reads a stream as the contract's own tests do: an event must lie within one chunk, its lines end in LF and are `event` and one
 * `data`, both name the same type, and `[DONE]` ends the stream.
 */
export async function readEvents(reply: Response): Promise<WireEvent[]> {
  expect(reply.headers.get('content-type')).toContain('text/event-stream');
  const events: WireEvent[] = [];
  let isDone = false;
  for await (const chunk of reply.body!.pipeThrough(new TextDecoderStream())) {
    for (const frame of framesOf(chunk)) {
      expect(isDone, `after [DONE] came ${frame}`).toBe(false);
      isDone = frame === 'data: [DONE]';
      if (!isDone) events.push(eventOf(frame));
    }
  }
  expect(isDone).toBe(true);
  return events;
}

function framesOf(chunk: string): string[] {
  expect(chunk).not.toContain('\r');
  expect(chunk.endsWith('\n\n'), `a chunk ends within an event: ${chunk.slice(-80)}`).toBe(true);
  return chunk
    .split('\n\n')
    .slice(0, -1)
    .filter((frame) => !frame.startsWith(':'));
}

function eventOf(frame: string): WireEvent {
  const [, name, data] = /^event: (\S+)\ndata: (.*)$/.exec(frame) ?? [];
  if (data === undefined) throw new Error(`no event: ${frame}`);
  const event: WireEvent = JSON.parse(data);
  expect(event.type).toBe(name);
  return event;
}

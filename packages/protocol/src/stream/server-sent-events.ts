/** One event of a stream of server-sent events. */
export interface ServerSentEvent {
  /** The empty string where the stream names none. */
  readonly event: string;
  readonly data: string;
}

/** Bytes as `fetch` and sockets give them. */
export type ByteStream = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * Reads server-sent events (HTML Standard, 9.2.6) however their bytes are cut: lines end in LF, CR or both, comments are
 * left out, and what is not ended by an empty line is no event. Leaving early cancels the stream.
 */
export async function* readServerSentEvents(body: ByteStream): AsyncGenerator<ServerSentEvent> {
  let event = '';
  let data: string[] = [];
  for await (const line of readLines(body)) {
    if (line !== '') {
      const { field, value } = splitLine(line);
      if (field === 'event') event = value;
      if (field === 'data') data.push(value);
      continue;
    }
    if (data.length > 0) yield { event, data: data.join('\n') };
    event = '';
    data = [];
  }
}

function splitLine(line: string): { field: string; value: string } {
  const colon = line.indexOf(':');
  if (colon < 0) return { field: line, value: '' };
  const start = line[colon + 1] === ' ' ? colon + 2 : colon + 1;
  return { field: line.slice(0, colon), value: line.slice(start) };
}

/** Whole lines; what stands after the last line end is none. The decoder takes a byte order mark away. */
async function* readLines(body: ByteStream): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunksOf(body)) {
    rest += decoder.decode(chunk, { stream: true });
    // A CR at the end may be the first half of a line end.
    const end = rest.endsWith('\r') ? rest.length - 1 : rest.length;
    const lines = rest.slice(0, end).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + rest.slice(end);
    yield* lines;
  }
  if (rest.endsWith('\r')) yield rest.slice(0, -1);
}

/** Not every browser can iterate over a stream. */
async function* chunksOf(body: ByteStream): AsyncGenerator<Uint8Array> {
  if (!('getReader' in body)) return yield* body;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

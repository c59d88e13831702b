import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

export interface RawReply {
  readonly status: number;
  /** Lines such as `name: value`. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** Answers on a socket that Node's HTTP has left to us, and closes it. */
export function writeReply(socket: Duplex, { status, headers, body }: RawReply): void {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...headers,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

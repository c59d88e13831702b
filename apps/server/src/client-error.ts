import type { Duplex } from 'node:stream';
import type { ErrorBody } from '@antiphon/protocol';
import { writeReply } from './raw-reply.ts';

/** What Node's parser gave up on, by its code; all else is not HTTP at all. */
const STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what could not be read as a request in the API's error form, and closes the connection. */
export function answerClientError(fault: Error & { readonly code?: string }, socket: Duplex): void {
  if (fault.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS[fault.code ?? ''] ?? 400;
  const body: ErrorBody = {
    error: {
      message: `the request cannot be read: ${fault.message}`,
      type: 'invalid_request_error',
      param: '',
      code: 'invalid_http',
    },
  };
  writeReply(socket, {
    status,
    headers: ['content-type: application/json'],
    body: JSON.stringify(body),
  });
}

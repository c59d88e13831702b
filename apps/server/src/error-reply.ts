import {
  type ErrorBody,
  type ErrorType,
  InvalidRequestError,
  NotFoundError,
  UnavailableError,
} from '@antiphon/protocol';
import { StoreError } from '@antiphon/store';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { HttpError } from './http-error.ts';

/** What a client is told of a fault, over HTTP and over a WebSocket alike. */
export interface ErrorReply {
  readonly status: ContentfulStatusCode;
  readonly body: ErrorBody;
  readonly headers: Readonly<Record<string, string>>;
}

/** A client that comes again sooner than this would most likely be sent away again. */
const RETRY_AFTER_SECONDS = '1';

const MAX_TEXT = 1000;

/** What the client is told of whatever was thrown. Faults of the server itself go to the log, and only there in detail. */
export function errorReply(fault: unknown): ErrorReply {
  if (fault instanceof InvalidRequestError) return reply(400, 'invalid_request_error', fault);
  if (fault instanceof NotFoundError) return reply(404, 'not_found_error', fault);
  if (fault instanceof UnavailableError) {
    if (fault.cause) console.error(fault.cause);
    return unavailable(fault);
  }
  if (fault instanceof StoreError) {
    console.error(fault);
    const message = 'the server cannot store or read responses now; its log says why';
    return unavailable({ message, code: 'storage_unavailable' });
  }
  if (fault instanceof HttpError)
    return reply(fault.status, errorType(fault.status), fault, fault.headers);
  console.error(fault);
  return reply(500, 'server_error', {
    message: 'the server failed; its log says why',
    code: 'server_error',
  });
}

function errorType(status: ContentfulStatusCode): ErrorType {
  if (status === 404) return 'not_found_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}

function unavailable(facts: ErrorFacts): ErrorReply {
  return reply(503, 'server_error', facts, { 'retry-after': RETRY_AFTER_SECONDS });
}

interface ErrorFacts {
  readonly message: string;
  readonly code: string;
  readonly param?: string;
}

function reply(
  status: ContentfulStatusCode,
  type: ErrorType,
  { message, code, param = '' }: ErrorFacts,
  headers: Readonly<Record<string, string>> = {},
): ErrorReply {
  const error = { message: brief(message), type, param: brief(param), code };
  return { status, body: { error }, headers };
}

/** What a message repeats of a request may be as long as the request. */
function brief(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

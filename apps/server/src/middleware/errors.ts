import {
  type ErrorBody,
  type ErrorType,
  InvalidRequestError,
  NotFoundError,
  UnavailableError,
} from '@antiphon/protocol';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Turns whatever a route throws into the API's error body: the one place that does. */
export function answerError(fault: Error, c: Context): Response {
  if (fault instanceof InvalidRequestError)
    return errorResponse(c, 400, 'invalid_request_error', fault);
  if (fault instanceof NotFoundError) return errorResponse(c, 404, 'not_found_error', fault);
  if (fault instanceof UnavailableError) {
    if (fault.cause) console.error(fault.cause);
    c.header('retry-after', '1');
    return errorResponse(c, 503, 'server_error', fault);
  }
  if (fault instanceof HTTPException)
    return errorResponse(c, fault.status, 'invalid_request_error', fault);
  console.error(fault);
  return errorResponse(c, 500, 'server_error', { message: 'the server failed; its log says why' });
}

/** For paths that no route has. */
export function answerUnknownPath(c: Context): Response {
  return answerError(
    new NotFoundError(`there is no ${c.req.method} ${c.req.path} here`, 'unknown_path'),
    c,
  );
}

interface ErrorFacts {
  readonly message: string;
  readonly param?: string;
  readonly code?: string;
}

function errorResponse(
  c: Context,
  status: ContentfulStatusCode,
  type: ErrorType,
  facts: ErrorFacts,
): Response {
  const { message, param = '', code = type } = facts;
  const body: ErrorBody = { error: { message, type, param, code } };
  return c.json(body, status);
}

import type { Context, Hono } from 'hono';
import { errorReply } from '../error-reply.ts';
import { clientGone, HttpError } from '../http-error.ts';

/** Turns whatever a route throws into the API's error body. */
export function answerError(fault: Error, c: Context): Response {
  const isGone = c.req.raw.signal.aborted;
  const { status, body, headers } = errorReply(isGone ? clientGone() : fault);
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  return c.json(body, status);
}

const METHODS = ['GET', 'POST', 'DELETE'];

/** Answers what no route takes: a path that is not there, or one that is there for other methods. */
export function answerUnmatched(app: Hono): (c: Context) => Response {
  const handlers = (method: string, path: string) => app.router.match(method, path)[0].length;
  return (c) => {
    const { method, path } = c.req;
    // Middleware matches every method, also one that no route has.
    const middleware = handlers('PROPFIND', path);
    const allowed = METHODS.filter((other) => handlers(other, path) > middleware).join(', ');
    if (allowed === '') {
      return answerError(
        new HttpError(404, 'unknown_path', `there is no ${method} ${path} here`),
        c,
      );
    }
    const message = `${path} takes ${allowed}, not ${method}`;
    const options = { headers: { allow: allowed } };
    return answerError(new HttpError(405, 'method_not_allowed', message, options), c);
  };
}

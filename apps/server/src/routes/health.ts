import { Hono } from 'hono';

/** Answers as soon as the server can take requests: it starts listening only when its model is loaded. */
export function healthRoutes(): Hono {
  return new Hono().get('/', (c) => c.json({ status: 'ok' }));
}

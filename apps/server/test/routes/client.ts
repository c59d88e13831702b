import type { Hono } from 'hono';

/** What the tests ask an app with; what a body should be is for the test to check. */
export interface Client {
  send(method: string, path: string, body?: unknown): Promise<Response>;
  /** The body of a reply that has to be a success. */
  json<T>(method: string, path: string, body?: unknown): Promise<T>;
}

export function clientOf(app: Hono): Client {
  const send: Client['send'] = async (method, path, body) => {
    if (body === undefined) return app.request(path, { method });
    const headers = { 'content-type': 'application/json' };
    return app.request(path, { method, headers, body: JSON.stringify(body) });
  };
  return {
    send,
    async json<T>(method: string, path: string, body?: unknown): Promise<T> {
      const reply = await send(method, path, body);
      const text = await reply.text();
      if (reply.status !== 200) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
      return JSON.parse(text) as T;
    },
  };
}

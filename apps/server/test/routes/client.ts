import type { Hono } from 'hono';

/** What the tests ask an app with; what a body should be is for the test to check. */
export interface Client {
  send(method: string, path: string, body?: unknown, headers?: Headers): Promise<Response>;
  /** The body of a reply that has to be a success. */
  json<T>(method: string, path: string, body?: unknown, headers?: Headers): Promise<T>;
}

type Headers = Readonly<Record<string, string>>;

/** `always` are headers of every request. */
export function clientOf(app: Hono, always: Headers = {}): Client {
  const send: Client['send'] = async (method, path, body, own = {}) => {
    const headers = { ...always, ...own };
    if (body === undefined) return app.request(path, { method, headers });
    const type = { 'content-type': 'application/json' };
    const init = { method, headers: { ...type, ...headers }, body: JSON.stringify(body) };
    return app.request(path, init);
  };
  return {
    send,
    async json<T>(method: string, path: string, body?: unknown, headers?: Headers): Promise<T> {
      const reply = await send(method, path, body, headers);
      const text = await reply.text();
      if (reply.status !== 200) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
      return JSON.parse(text) as T;
    },
  };
}

import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { createApp } from './app.ts';
import type { Services } from './services.ts';

export interface RunningServer {
  /** Such as `http://127.0.0.1:8484`. */
  readonly url: string;
  /** Takes no more requests, lets the running ones end for `graceMs`, then stops them. */
  close(graceMs: number): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
}

/** Puts the API on a socket. Rejects when the address cannot be had. */
export async function listen(
  services: Services,
  { host, port }: ListenOptions,
): Promise<RunningServer> {
  const shutdown = new AbortController();
  const app = createApp({
    responses: services.responses,
    models: services.models,
    shutdown: shutdown.signal,
  });
  const { promise: ready, resolve, reject } = Promise.withResolvers<number>();
  // Without options of its own for it, the adapter makes a plain HTTP/1 server.
  const server = serve({ fetch: app.fetch, hostname: host, port }, (address) =>
    resolve(address.port),
  ) as Server;
  server.once('error', reject);
  const boundPort = await ready;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`,
    async close(graceMs) {
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      const timer = setTimeout(() => shutdown.abort(new Error('the server shuts down')), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

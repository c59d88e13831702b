import { createServer, type IncomingMessage, type Server, type ServerOptions } from 'node:http';
import { UnavailableError } from '@antiphon/protocol';
import { serve } from '@hono/node-server';
import { createApp } from './app.ts';
import { answerClientError } from './client-error.ts';
import { type AppLimits, defaultLimits } from './limits.ts';
import type { Services } from './services.ts';
import type { TenantOf } from './tenant.ts';
import { Connections } from './websocket/connections.ts';
import { takeUpgrades } from './websocket/upgrade.ts';

export interface RunningServer {
  /** Such as `http://127.0.0.1:8484`. */
  readonly url: string;
  /** Takes no more requests, lets the running ones end for `graceMs`, then stops them. */
  close(graceMs: number): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly limits?: Partial<AppLimits>;
  /** Default: everybody is one tenant. */
  readonly tenantOf?: TenantOf;
}

/** What is left after the grace has so long to be told so; a reader that takes nothing must not hold the server. */
const FAREWELL_MS = 1000;

const IDLE_CHECK_MS = 20;

/** Puts the API on a socket. Rejects when the address cannot be had. */
export async function listen(
  services: Services,
  { host, port, limits = {}, tenantOf }: ListenOptions,
): Promise<RunningServer> {
  const shutdown = new AbortController();
  const connections = new Connections();
  const app = createApp({
    responses: services.responses,
    models: services.models,
    shutdown: shutdown.signal,
    connections,
    limits,
    ...(tenantOf && { tenantOf }),
  });
  const { promise: ready, resolve, reject } = Promise.withResolvers<number>();
  // Without options of its own for it, the adapter makes a plain HTTP/1 server.
  const server = serve(
    { fetch: app.fetch, hostname: host, port, createServer, serverOptions },
    (address) => resolve(address.port),
  ) as Server;
  server.once('error', reject);
  server.on('clientError', answerClientError);
  const { maxBodyBytes } = { ...defaultLimits, ...limits };
  takeUpgrades(server, { fetch: (...given) => app.fetch(...given), maxPayload: maxBodyBytes });
  const boundPort = await ready;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`,
    async close(graceMs) {
      const closed = new Promise((done) => server.close(done));
      // A connection that is kept alive for the next request becomes idle when its reply has ended.
      const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
      connections.end();
      const stop = setTimeout(() => shutdown.abort(shuttingDown()), graceMs);
      const drop = setTimeout(() => {
        server.closeAllConnections();
        connections.terminate();
      }, graceMs + FAREWELL_MS);
      await closed;
      clearInterval(idle);
      clearTimeout(stop);
      clearTimeout(drop);
    },
  };
}

/** A client that offers HTTP/2 with each request, as Java's does, is answered in HTTP/1. */
const serverOptions: ServerOptions = {
  shouldUpgradeCallback: ({ headers }: IncomingMessage) =>
    headers.upgrade?.toLowerCase() === 'websocket',
};

function shuttingDown(): UnavailableError {
  return new UnavailableError('the server shuts down', 'server_shutting_down');
}

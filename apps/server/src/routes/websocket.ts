import type { ResponseService } from '@antiphon/responses';
import { type Context, Hono } from 'hono';
import { HttpError } from '../http-error.ts';
import type { TenantEnvironment } from '../tenant.ts';
import type { ConnectionOptions } from '../websocket/connection.ts';
import type { Connections } from '../websocket/connections.ts';
import type { UpgradeEnvironment } from '../websocket/upgrade.ts';

export interface WebSocketRoutesOptions
  extends Pick<ConnectionOptions, 'shutdown' | 'pingMs' | 'limitMs' | 'maxWaitingBytes'> {
  readonly responses: ResponseService;
  readonly connections: Connections;
}

interface SocketEnvironment extends TenantEnvironment {
  Bindings: UpgradeEnvironment;
}

/** `GET /v1/responses` with `Upgrade: websocket`. */
export function webSocketRoutes({
  connections,
  ...options
}: WebSocketRoutesOptions): Hono<SocketEnvironment> {
  const routes = new Hono<SocketEnvironment>();
  routes.get('/', (c) => {
    if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') refusePlain();
    refuseForeignOrigin(c);
    c.env.accepted = (socket) => connections.add(socket, { ...options, tenant: c.var.tenant });
    return c.body(null);
  });
  return routes;
}

function refusePlain(): never {
  const message =
    'GET /v1/responses opens a WebSocket; to make a response over HTTP, POST to it, and to read one, GET /v1/responses/{id}';
  const headers = { upgrade: 'websocket', connection: 'upgrade' };
  throw new HttpError(426, 'upgrade_required', message, { headers });
}

/** Browsers let a page of any origin open a socket to anywhere, and say which origin that is; other clients say none. */
function refuseForeignOrigin(c: Context): void {
  const origin = c.req.header('origin');
  if (origin === undefined || URL.parse(origin)?.host === c.req.header('host')) return;
  const message = `a page of ${origin} may not open a socket to ${c.req.header('host')}`;
  throw new HttpError(403, 'foreign_origin', message);
}

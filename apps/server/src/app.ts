import type { ModelDirectory } from '@antiphon/backend';
import type { ResponseService } from '@antiphon/responses';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { requestId } from 'hono/request-id';
import { HttpError } from './http-error.ts';
import { type AppLimits, defaultLimits } from './limits.ts';
import { answerError, answerUnmatched } from './middleware/errors.ts';
import { compactRoutes } from './routes/compact.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { createRoutes } from './routes/create.ts';
import { healthRoutes } from './routes/health.ts';
import { inputTokenRoutes } from './routes/input-tokens.ts';
import { modelRoutes } from './routes/models.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { responseRoutes } from './routes/responses.ts';
import { webSocketRoutes } from './routes/websocket.ts';
import { oneTenant, requireTenant, type TenantOf } from './tenant.ts';
import { Connections } from './websocket/connections.ts';

export interface AppOptions {
  readonly responses: ResponseService;
  readonly models: ModelDirectory;
  /** Aborted when the server shuts down and can wait no longer. */
  readonly shutdown: AbortSignal;
  /** The open WebSockets (default: a set of its own). */
  readonly connections?: Connections;
  readonly limits?: Partial<AppLimits>;
  /** Default: everybody is one tenant. */
  readonly tenantOf?: TenantOf;
}

/** The whole API as one Hono app, without a socket. */
export function createApp({
  responses,
  models,
  shutdown,
  connections = new Connections(),
  limits,
  tenantOf = oneTenant,
}: AppOptions): Hono {
  const { maxBodyBytes, pingMs, socketLimitMs } = { ...defaultLimits, ...limits };
  const app = new Hono();
  app.use(requestId());
  // Before the body is read: nobody's is not even looked at.
  app.use('/v1/*', requireTenant(tenantOf));
  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: () => refuseLargeBody(maxBodyBytes) }));
  app.route('/v1/responses', createRoutes({ responses, shutdown, pingMs }));
  const socket = { limitMs: socketLimitMs, maxWaitingBytes: maxBodyBytes };
  const sockets = webSocketRoutes({ responses, connections, shutdown, pingMs, ...socket });
  app.route('/v1/responses', sockets);
  app.route('/v1/responses/input_tokens', inputTokenRoutes({ responses, shutdown }));
  app.route('/v1/responses/compact', compactRoutes({ responses, shutdown }));
  app.route('/v1/responses', responseRoutes({ responses, shutdown, pingMs }));
  app.route('/v1/conversations', conversationRoutes(responses.conversations));
  app.route('/v1/models', modelRoutes(models, Math.floor(Date.now() / 1000)));
  app.route('/openapi.json', openApiRoutes());
  app.route('/health', healthRoutes());
  app.onError(answerError);
  app.notFound(answerUnmatched(app));
  return app;
}

function refuseLargeBody(maxBytes: number): never {
  const message = `the body must have at most ${maxBytes} bytes`;
  // What is left of the body is not read: nothing can follow it.
  const headers = { connection: 'close' };
  throw new HttpError(413, 'request_too_large', message, { headers });
}

import type { ModelDirectory } from '@antiphon/backend';
import type { ResponseService } from '@antiphon/responses';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { answerError, answerUnknownPath } from './middleware/errors.ts';
import { healthRoutes } from './routes/health.ts';
import { modelRoutes } from './routes/models.ts';
import { responseRoutes } from './routes/responses.ts';

/** The contract allows a file of 32 MiB and images of 20 MiB in one request. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

export interface AppOptions {
  readonly responses: ResponseService;
  readonly models: ModelDirectory;
  readonly shutdown: AbortSignal;
}

/** The whole API as one Hono app, without a socket. */
export function createApp({ responses, models, shutdown }: AppOptions): Hono {
  const app = new Hono();
  app.use(requestId());
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: refuseLargeBody }));
  app.route('/v1/responses', responseRoutes({ responses, shutdown }));
  app.route('/v1/models', modelRoutes(models, Math.floor(Date.now() / 1000)));
  app.route('/health', healthRoutes());
  app.onError(answerError);
  app.notFound(answerUnknownPath);
  return app;
}

function refuseLargeBody(): never {
  throw new HTTPException(413, { message: `the body must have at most ${MAX_BODY_BYTES} bytes` });
}

import { parseCreateResponse } from '@antiphon/protocol';
import type { ResponseService } from '@antiphon/responses';
import { Hono } from 'hono';
import { endInFailure } from '../end-in-failure.ts';
import { readIdempotency } from '../idempotency.ts';
import { parseJson, readJsonText } from '../json.ts';
import { answerEvents } from '../sse.ts';
import type { TenantEnvironment } from '../tenant.ts';

export interface CreateRoutesOptions {
  readonly responses: ResponseService;
  /** Aborted when the server shuts down and can wait no longer. */
  readonly shutdown: AbortSignal;
  readonly pingMs: number;
}

/** `POST /v1/responses`: a response as JSON when it is over, as events while it is made, or, in the background, as it began. */
export function createRoutes({
  responses,
  shutdown,
  pingMs,
}: CreateRoutesOptions): Hono<TenantEnvironment> {
  const routes = new Hono<TenantEnvironment>();
  routes.post('/', async (c) => {
    const body = await readJsonText(c);
    const request = parseCreateResponse(parseJson(body, 'the body'));
    const caller = { tenant: c.var.tenant, ...readIdempotency(c, body) };
    const reader = new AbortController();
    const signal = AbortSignal.any([c.req.raw.signal, reader.signal, shutdown]);
    const running = await responses.create(request, caller, signal);
    if (request.stream) {
      const events = endInFailure(running.events, running.response);
      return answerEvents(c, events, { pingMs, onCancel: () => reader.abort() });
    }
    return c.json(request.background ? running.response : await running.done);
  });
  return routes;
}

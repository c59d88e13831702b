import {
  type DeletedResponse,
  parseInclude,
  parsePageRequest,
  parseRetrieveResponse,
} from '@antiphon/protocol';
import type { ResponseService } from '@antiphon/responses';
import type { ResponseKey } from '@antiphon/store';
import { type Context, Hono } from 'hono';
import { endInFailure } from '../end-in-failure.ts';
import { answerEvents } from '../sse.ts';
import type { TenantEnvironment } from '../tenant.ts';

export interface ResponseRoutesOptions {
  readonly responses: ResponseService;
  /** Aborted when the server shuts down and can wait no longer. */
  readonly shutdown: AbortSignal;
  readonly pingMs: number;
}

/** What can be done with a response that is stored: read it, read its events, its input, call it off, delete it. */
export function responseRoutes({
  responses,
  shutdown,
  pingMs,
}: ResponseRoutesOptions): Hono<TenantEnvironment> {
  const routes = new Hono<TenantEnvironment>();

  routes.get('/:id', async (c) => {
    const key = keyOf(c);
    const query = parseRetrieveResponse(new URL(c.req.url).searchParams);
    const response = await responses.retrieve(key);
    if (!query.stream) return c.json(response);
    const reader = new AbortController();
    const signal = AbortSignal.any([c.req.raw.signal, reader.signal, shutdown]);
    const { startingAfter: after } = query;
    const events = await responses.events(key, { ...(after !== undefined && { after }), signal });
    const onCancel = () => reader.abort();
    return answerEvents(c, endInFailure(events, response), { pingMs, onCancel });
  });

  routes.delete('/:id', async (c) => {
    const key = keyOf(c);
    await responses.delete(key);
    return c.json({
      id: key.id,
      object: 'response.deleted',
      deleted: true,
    } satisfies DeletedResponse);
  });

  routes.post('/:id/cancel', async (c) => c.json(await responses.cancel(keyOf(c))));

  routes.get('/:id/input_items', async (c) => {
    const query = new URL(c.req.url).searchParams;
    parseInclude(query);
    const page = parsePageRequest(query);
    return c.json(await responses.inputItems(keyOf(c), page));
  });

  return routes;
}

function keyOf(c: Context<TenantEnvironment, '/:id'>): ResponseKey {
  return { tenant: c.var.tenant, id: c.req.param('id') };
}

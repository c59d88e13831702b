import { type DeletedResponse, InvalidRequestError, parseCreateResponse } from '@antiphon/protocol';
import type { ResponseService } from '@antiphon/responses';
import { type Context, Hono } from 'hono';
import { sseStream } from '../sse.ts';

/** Until there are keys, everybody who reaches the server is one tenant. */
const TENANT = 'default';

export interface ResponseRoutesOptions {
  readonly responses: ResponseService;
  /** Aborted when the server shuts down and can wait no longer. */
  readonly shutdown: AbortSignal;
}

export function responseRoutes({ responses, shutdown }: ResponseRoutesOptions): Hono {
  const routes = new Hono();

  routes.post('/', async (c) => {
    const request = parseCreateResponse(await readJson(c));
    const reader = new AbortController();
    const signal = AbortSignal.any([c.req.raw.signal, reader.signal, shutdown]);
    const running = await responses.create(request, { tenant: TENANT }, signal);
    if (!request.stream) return c.json(await running.done);
    c.header('content-type', 'text/event-stream; charset=utf-8');
    c.header('cache-control', 'no-cache');
    return c.body(sseStream(running.events, () => reader.abort()));
  });

  routes.get('/:id', async (c) =>
    c.json(await responses.retrieve({ tenant: TENANT, id: c.req.param('id') })),
  );

  routes.delete('/:id', async (c) => {
    const id = c.req.param('id');
    await responses.delete({ tenant: TENANT, id });
    return c.json({ id, object: 'response.deleted', deleted: true } satisfies DeletedResponse);
  });

  return routes;
}

async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text();
  try {
    return JSON.parse(text);
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new InvalidRequestError('', `the body is not JSON: ${reason}`, 'invalid_json');
  }
}

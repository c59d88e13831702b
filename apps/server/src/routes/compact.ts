import { parseCompactResponse } from '@antiphon/protocol';
import type { ResponseService } from '@antiphon/responses';
import { Hono } from 'hono';
import { readJson } from '../json.ts';
import type { TenantEnvironment } from '../tenant.ts';

export interface CompactRoutesOptions {
  readonly responses: ResponseService;
  readonly shutdown: AbortSignal;
}

/** `POST /v1/responses/compact`: a long conversation as a short one to go on from. */
export function compactRoutes({
  responses,
  shutdown,
}: CompactRoutesOptions): Hono<TenantEnvironment> {
  return new Hono<TenantEnvironment>().post('/', async (c) => {
    const request = parseCompactResponse(await readJson(c));
    const signal = AbortSignal.any([c.req.raw.signal, shutdown]);
    return c.json(await responses.compact(request, { tenant: c.var.tenant }, signal));
  });
}

import { parseCountInputTokens } from '@antiphon/protocol';
import type { ResponseService } from '@antiphon/responses';
import { Hono } from 'hono';
import { readJson } from '../json.ts';
import type { TenantEnvironment } from '../tenant.ts';

export interface InputTokenRoutesOptions {
  readonly responses: ResponseService;
  readonly shutdown: AbortSignal;
}

/** `POST /v1/responses/input_tokens`: how long a prompt would be. */
export function inputTokenRoutes({
  responses,
  shutdown,
}: InputTokenRoutesOptions): Hono<TenantEnvironment> {
  return new Hono<TenantEnvironment>().post('/', async (c) => {
    const request = parseCountInputTokens(await readJson(c));
    const signal = AbortSignal.any([c.req.raw.signal, shutdown]);
    return c.json(await responses.countTokens(request, { tenant: c.var.tenant }, signal));
  });
}

import type { MiddlewareHandler } from 'hono';
import { HttpError } from './http-error.ts';

/**
 * Whose a request is. What one tenant has is not there for another. `undefined` or an empty name is nobody's, which is a 401; an
 * `HttpError` that is thrown is answered as it says, anything else as a fault of the server. Whoever wants the body clones the request.
 */
export type TenantOf = (request: Request) => string | undefined | Promise<string | undefined>;

/** What a route finds in its context. */
export interface TenantEnvironment {
  Variables: { tenant: string };
}

/** Everybody who reaches the server is one tenant. */
export const oneTenant: TenantOf = () => 'default';

/** Lets no request through that is nobody's; it has to stand before all routes that read the tenant. */
export function requireTenant(tenantOf: TenantOf): MiddlewareHandler<TenantEnvironment> {
  return async (c, next) => {
    const tenant = await askFor(tenantOf, c.req.raw);
    if (!tenant) throw unauthorized();
    c.set('tenant', tenant);
    await next();
  };
}

/** What is thrown is an error: only that can be answered. */
async function askFor(tenantOf: TenantOf, request: Request): Promise<string | undefined> {
  try {
    return await tenantOf(request);
  } catch (fault) {
    throw fault instanceof Error ? fault : new Error('no tenant was told', { cause: fault });
  }
}

function unauthorized(): HttpError {
  const message = 'the request does not say, or not rightly, on whose behalf it is made';
  const headers = { 'www-authenticate': 'Bearer' };
  return new HttpError(401, 'unauthorized', message, { headers });
}

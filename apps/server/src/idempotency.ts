import { createHash } from 'node:crypto';
import { InvalidRequestError } from '@antiphon/protocol';
import type { Caller } from '@antiphon/responses';
import type { Context } from 'hono';

const MAX_LENGTH = 255;

/** The key of the header `Idempotency-Key`, with which a repeated request gets the first one's response. Throws `InvalidRequestError`. */
export function readIdempotency(c: Context, body: string): Pick<Caller, 'idempotency'> {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return {};
  if (key === '' || key.length > MAX_LENGTH) {
    const message = `the header Idempotency-Key must have 1 to ${MAX_LENGTH} characters, got ${key.length}`;
    throw new InvalidRequestError('Idempotency-Key', message);
  }
  return { idempotency: { key, fingerprint: createHash('sha256').update(body).digest('hex') } };
}

import type { TObject } from 'typebox';
import { excerpt } from '../check.ts';
import { InvalidRequestError } from '../error.ts';
import { isRecord, withoutNulls } from '../record.ts';

/** The body of a request. Throws `InvalidRequestError` for anything but a JSON object. */
export function requireBody(body: unknown): Record<string, unknown> {
  if (isRecord(body)) return body;
  throw new InvalidRequestError('', 'the body must be a JSON object');
}

export function requireRecord(value: unknown, path: string): Record<string, unknown> {
  if (isRecord(value)) return value;
  throw new InvalidRequestError(path, `${path} must be an object, got ${excerpt(value)}`);
}

/** The fields that the schema names and that are not null; in objects among them, null is absent too. */
export function knownFields(
  body: Record<string, unknown>,
  { properties }: TObject,
): Record<string, unknown> {
  const known = Object.entries(body)
    .filter(([key, value]) => value !== null && Object.hasOwn(properties, key))
    .map(([key, value]) => [key, isSettings(key, value) ? withoutNulls(value) : value]);
  return Object.fromEntries(known);
}

/** Whether an object's keys are the protocol's, and not the caller's. */
function isSettings(key: string, value: unknown): value is Record<string, unknown> {
  return isRecord(value) && key !== 'metadata' && key !== 'logit_bias';
}

import { excerpt } from '../check.ts';
import { InvalidRequestError } from '../error.ts';

/** What to say of a field whose value is not among those that are allowed. */
export function notOneOf(
  path: string,
  allowed: readonly string[],
  got: unknown,
  code?: string,
): InvalidRequestError {
  const names = allowed.map((name) => JSON.stringify(name)).join(' or ');
  return new InvalidRequestError(path, `${path} must be ${names}, got ${excerpt(got)}`, code);
}

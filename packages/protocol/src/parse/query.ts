import { excerpt } from '../check.ts';
import { InvalidRequestError } from '../error.ts';
import { Include } from '../include.ts';
import type { PageRequest } from '../page-request.ts';
import type { RetrieveResponse } from '../retrieve.ts';
import { notOneOf } from './one-of.ts';

/** Parses the query of a list: `limit`, `order` and `after`. Throws `InvalidRequestError`. */
export function parsePageRequest(query: URLSearchParams): PageRequest {
  const after = query.get('after') ?? '';
  return {
    limit: wholeNumber(query, 'limit', { maximum: 100 }) ?? 20,
    order: oneOf(query, 'order', ['asc', 'desc'] as const) ?? 'desc',
    ...(after !== '' && { after }),
  };
}

/** Parses the query of GET /v1/responses/{id}. Throws `InvalidRequestError`. */
export function parseRetrieveResponse(query: URLSearchParams): RetrieveResponse {
  const startingAfter = wholeNumber(query, 'starting_after', { maximum: Number.MAX_SAFE_INTEGER });
  const stream = truth(query, 'stream') ?? false;
  truth(query, 'include_obfuscation');
  if (startingAfter !== undefined && !stream) {
    const message = 'starting_after needs stream=true';
    throw new InvalidRequestError('starting_after', message);
  }
  return {
    stream,
    ...(startingAfter !== undefined && { startingAfter }),
    include: parseInclude(query),
  };
}

/** Parses `include` of a query, given once or many times, with brackets or without. Throws `InvalidRequestError`. */
export function parseInclude(query: URLSearchParams): Include[] {
  const given = [...query].filter(([key]) => /^include(\[\d*\])?$/.test(key));
  return given.map(([, value], index) => {
    const known = Include.enum.find((candidate) => candidate === value);
    if (known) return known;
    throw notOneOf(`include[${index}]`, Include.enum, value);
  });
}

function wholeNumber(
  query: URLSearchParams,
  name: string,
  { maximum }: { readonly maximum: number },
): number | undefined {
  const text = query.get(name) ?? '';
  if (text === '') return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= maximum) return value;
  const message = `${name} must be a whole number from 0 to ${maximum}, got ${excerpt(text)}`;
  throw new InvalidRequestError(name, message);
}

function truth(query: URLSearchParams, name: string): boolean | undefined {
  const value = oneOf(query, name, ['true', 'false'] as const);
  return value === undefined ? undefined : value === 'true';
}

function oneOf<Value extends string>(
  query: URLSearchParams,
  name: string,
  allowed: readonly Value[],
): Value | undefined {
  const text = query.get(name) ?? '';
  if (text === '') return undefined;
  const value = allowed.find((candidate) => candidate === text);
  if (value !== undefined) return value;
  throw notOneOf(name, allowed, text);
}

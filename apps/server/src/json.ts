import { InvalidRequestError } from '@antiphon/protocol';
import type { Context } from 'hono';
import { HttpError } from './http-error.ts';
import { isDeeperThan } from './json-depth.ts';

/** Deeper than any schema or message that a person or a client writes, and far from what a stack holds. */
const MAX_DEPTH = 200;

/** Reads the body of a request as JSON. Throws `HttpError` for a body of another kind, and `InvalidRequestError`. */
export async function readJson(c: Context): Promise<unknown> {
  return parseJson(await readJsonText(c), 'the body');
}

/** The body of a request that says it is JSON, not parsed yet. Throws as `readJson` does. */
export async function readJsonText(c: Context): Promise<string> {
  refuseOtherContent(c);
  return decodeText(await c.req.arrayBuffer());
}

/** Like `readJson`, for a body that may be left out: then it is `undefined`. */
export async function readJsonOrNothing(c: Context): Promise<unknown> {
  const isEmpty = c.req.header('content-type') === undefined && (await c.req.text()) === '';
  return isEmpty ? undefined : readJson(c);
}

/** `name` is what to call the text in the message of the `InvalidRequestError` that it throws. */
export function parseJson(text: string, name: string): unknown {
  if (isDeeperThan(MAX_DEPTH, text)) {
    const message = `${name} must have at most ${MAX_DEPTH} arrays and objects in one another`;
    throw new InvalidRequestError('', message, 'invalid_json');
  }
  try {
    return JSON.parse(text);
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new InvalidRequestError('', `${name} is not JSON: ${reason}`, 'invalid_json');
  }
}

/**
 * A page of another origin can make a browser post a form or plain text here without asking, and no body at all of a type
 * that it has to ask for: so the type must be said.
 */
function refuseOtherContent(c: Context): void {
  const [type = ''] = (c.req.header('content-type') ?? '').split(';');
  if (!/^application\/(?:[\w.+-]+\+)?json$/i.test(type.trim())) {
    const got = type === '' ? 'none' : type;
    refuse(`content-type must be application/json, got ${got}`);
  }
  const encoding = c.req.header('content-encoding') ?? 'identity';
  if (encoding !== 'identity') refuse(`content-encoding must be identity, got ${encoding}`);
}

function refuse(message: string): never {
  throw new HttpError(415, 'unsupported_media_type', message);
}

function decodeText(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InvalidRequestError('', 'the body is not UTF-8', 'invalid_json');
  }
}

import { createCheck } from './check.ts';
import { InvalidRequestError } from './error.ts';
import { AssistantMessageParam, type InputItem, UserMessageParam } from './input-item.ts';
import { CreateResponse } from './request.ts';

const checkRequest = createCheck(CreateResponse);
const checkUserMessage = createCheck(UserMessageParam);
const checkAssistantMessage = createCheck(AssistantMessageParam);

/**
 * Parses the body of POST /v1/responses. What real clients send is made regular: null is absent, a string is a message,
 * a message may lack its `type`. Keys that nobody knows are left out. Throws `InvalidRequestError`.
 */
export function parseCreateResponse(body: unknown): CreateResponse {
  if (!isRecord(body)) throw new InvalidRequestError('', 'the body must be a JSON object');
  const { input, ...request } = checkRequest(knownFields(body), '');
  return input === undefined ? request : { ...request, input: parseInput(input) };
}

function knownFields(body: Record<string, unknown>): Record<string, unknown> {
  const known = Object.entries(body).filter(
    ([key, value]) => value !== null && key in CreateResponse.properties,
  );
  return Object.fromEntries(known);
}

function parseInput(input: string | readonly unknown[]): InputItem[] {
  if (typeof input === 'string') {
    return [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: input }] }];
  }
  return input.map((item, index) => parseItem(item, `input[${index}]`));
}

function parseItem(item: unknown, path: string): InputItem {
  if (!isRecord(item)) throw new InvalidRequestError(path, `${path} must be an object`);
  const type = item.type ?? ('role' in item ? 'message' : undefined);
  if (type !== 'message') throw unsupported(`${path}.type`, type, ['message']);
  const role = item.role;
  const { content, ...rest } = withoutNulls(item);
  const message = {
    ...rest,
    type,
    ...(content !== undefined && { content: contentParts(content, role) }),
  };
  return role === 'assistant'
    ? checkAssistantMessage(message, path)
    : checkUserMessage(message, path);
}

function contentParts(content: unknown, role: unknown): unknown {
  if (typeof content !== 'string') return content;
  if (role === 'assistant') return [{ type: 'output_text', text: content, annotations: [] }];
  return [{ type: 'input_text', text: content }];
}

function withoutNulls(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

function unsupported(
  path: string,
  value: unknown,
  allowed: readonly string[],
): InvalidRequestError {
  const names = allowed.map((name) => JSON.stringify(name)).join(' or ');
  return new InvalidRequestError(
    path,
    `${path} must be ${names}, got ${JSON.stringify(value) ?? 'nothing'}`,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { createCheck } from './check.ts';
import { InvalidRequestError } from './error.ts';
import { AssistantMessageParam, type InputItem, UserMessageParam } from './input-item.ts';
import { parseGrammar } from './parse-grammar.ts';
import { parseResponseFormat, parseTextFormat } from './parse-text-format.ts';
import { isRecord, isSameJson, withoutNulls } from './record.ts';
import { CreateResponse } from './request.ts';
import type { TextFormat } from './text-format.ts';

const checkRequest = createCheck(CreateResponse);
const checkUserMessage = createCheck(UserMessageParam);
const checkAssistantMessage = createCheck(AssistantMessageParam);

/**
 * Parses the body of POST /v1/responses. What real clients send is made regular: null is absent, a string is a message,
 * a message may lack its `type`. Keys that nobody knows are left out. Throws `InvalidRequestError`.
 */
export function parseCreateResponse(body: unknown): CreateResponse {
  if (!isRecord(body)) throw new InvalidRequestError('', 'the body must be a JSON object');
  const { input, text, response_format, grammar, ...request } = checkRequest(knownFields(body), '');
  const format = parseFormat(text, response_format);
  return {
    ...request,
    ...(input !== undefined && { input: parseInput(input) }),
    ...(text !== undefined && { text: withoutFormat(text) }),
    ...(format !== undefined && { format }),
    ...(grammar !== undefined && { grammar: parseGrammar(grammar) }),
  };
}

/** The text format under either of its names. Two that differ are a contradiction. */
function parseFormat(text: object | undefined, responseFormat: unknown): TextFormat | undefined {
  const given =
    text && 'format' in text && text.format !== null
      ? parseTextFormat(text.format, 'text.format')
      : undefined;
  const older = responseFormat === undefined ? undefined : parseResponseFormat(responseFormat);
  if (given && older && !isSameJson(given, older)) {
    throw new InvalidRequestError(
      'response_format',
      'response_format and text.format differ; give one of them',
    );
  }
  return given ?? older;
}

function withoutFormat(text: object): Record<string, unknown> {
  const { format: _, ...rest } = withoutNulls({ ...text });
  return rest;
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

import { createCheck } from './check.ts';
import { InvalidRequestError } from './error.ts';
import { parseGrammar } from './parse-grammar.ts';
import { parseInput } from './parse-input.ts';
import { parseResponseFormat, parseTextFormat } from './parse-text-format.ts';
import { parseToolChoice, parseTools } from './parse-tools.ts';
import { isRecord, isSameJson, withoutNulls } from './record.ts';
import { CreateResponse } from './request.ts';
import type { TextFormat } from './text-format.ts';

const checkRequest = createCheck(CreateResponse);

/**
 * Parses the body of POST /v1/responses. What real clients send is made regular: null is absent, a string is a message,
 * a message may lack its `type`. Keys that nobody knows are left out. Throws `InvalidRequestError`.
 */
export function parseCreateResponse(body: unknown): CreateResponse {
  if (!isRecord(body)) throw new InvalidRequestError('', 'the body must be a JSON object');
  const { input, text, response_format, grammar, stop, tools, tool_choice, ...request } =
    checkRequest(knownFields(body), '');
  const format = parseFormat(text, response_format);
  return {
    ...request,
    ...(input !== undefined && { input: parseInput(input) }),
    ...(text !== undefined && { text: withoutFormat(text) }),
    ...(format !== undefined && { format }),
    ...(grammar !== undefined && { grammar: parseGrammar(grammar) }),
    ...(stop !== undefined && { stop: [stop].flat() }),
    ...(tools !== undefined && { tools: parseTools(tools) }),
    ...(tool_choice !== undefined && { tool_choice: parseToolChoice(tool_choice) }),
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

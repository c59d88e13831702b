import { createCheck } from '../check.ts';
import { InvalidRequestError } from '../error.ts';
import { isSameJson } from '../record.ts';
import { CreateResponse } from '../request.ts';
import type { TextFormat } from '../text-format.ts';
import { knownFields, requireBody } from './body.ts';
import { parseGrammar } from './grammar.ts';
import { parseReadFields } from './read-fields.ts';
import { parseResponseFormat } from './text-format.ts';

const checkRequest = createCheck(CreateResponse);

/**
 * Parses the body of POST /v1/responses. What real clients send is made regular: null is absent, a string is a message,
 * a message may lack its `type`. Keys that nobody knows are left out. Throws `InvalidRequestError`.
 */
export function parseCreateResponse(body: unknown): CreateResponse {
  const fields = checkRequest(knownFields(requireBody(body), CreateResponse), '');
  const { conversation, input, reasoning, text, tools, tool_choice, ...others } = fields;
  const { response_format, grammar, stop, ...request } = others;
  const { previous_response_id } = request;
  const { format: newer, ...read } = parseReadFields({
    conversation,
    input,
    previous_response_id,
    reasoning,
    text,
    tools,
    tool_choice,
  });
  const format = oneFormat(newer, response_format);
  return {
    ...request,
    ...read,
    ...(format !== undefined && { format }),
    ...(grammar !== undefined && { grammar: parseGrammar(grammar) }),
    ...(stop !== undefined && { stop: [stop].flat() }),
  };
}

/** The text format under either of its names. Two that differ are a contradiction. */
function oneFormat(newer: TextFormat | undefined, responseFormat: unknown): TextFormat | undefined {
  const older = responseFormat === undefined ? undefined : parseResponseFormat(responseFormat);
  if (newer && older && !isSameJson(newer, older)) {
    throw new InvalidRequestError(
      'response_format',
      'response_format and text.format differ; give one of them',
    );
  }
  return newer ?? older;
}

import { createCheck } from '../check.ts';
import { CountInputTokens } from '../input-tokens.ts';
import { knownFields, requireBody } from './body.ts';
import { parseReadFields } from './read-fields.ts';

const check = createCheck(CountInputTokens);

/** Parses the body of POST /v1/responses/input_tokens, with the same leniency as that of a request for a response. */
export function parseCountInputTokens(body: unknown): CountInputTokens {
  const fields = check(knownFields(requireBody(body), CountInputTokens), '');
  const { conversation, input, reasoning, text, tools, tool_choice, ...request } = fields;
  const { previous_response_id } = request;
  return {
    ...request,
    ...parseReadFields({
      conversation,
      input,
      previous_response_id,
      reasoning,
      text,
      tools,
      tool_choice,
    }),
  };
}

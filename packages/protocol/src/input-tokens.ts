import { type Static, Type } from 'typebox';
import { CreateResponse } from './request.ts';

const {
  conversation,
  input,
  instructions,
  model,
  parallel_tool_calls,
  previous_response_id,
  reasoning,
  text,
  tool_choice,
  tools,
  truncation,
} = CreateResponse.properties;

/** Field by field, what may stand in the body of POST /v1/responses/input_tokens: what a response would read. */
export const CountInputTokens = Type.Object({
  conversation,
  input,
  instructions,
  model,
  parallel_tool_calls,
  /** A known field that `responses` refuses by name. */
  personality: Type.Optional(Type.String()),
  previous_response_id,
  reasoning,
  text,
  tool_choice,
  tools,
  truncation,
});

/** A request to count, made regular like a request for a response. */
export type CountInputTokens = Pick<
  CreateResponse,
  Exclude<keyof typeof CountInputTokens.properties, 'personality'> | 'format'
> &
  Pick<Static<typeof CountInputTokens>, 'personality'>;

/** How many tokens the input has for the model. */
export const InputTokens = Type.Object({
  object: Type.Literal('response.input_tokens'),
  input_tokens: Type.Integer({ minimum: 0 }),
});
export type InputTokens = Static<typeof InputTokens>;

import { type Static, Type } from 'typebox';
import type { Grammar } from './grammar.ts';
import type { InputItem } from './input-item.ts';
import type { TextFormat } from './text-format.ts';

/** Field by field, what may stand in the body of POST /v1/responses; ranges of sampling fields are the model's to check. */
export const CreateResponse = Type.Object({
  model: Type.Optional(Type.String()),
  input: Type.Optional(Type.Union([Type.String(), Type.Array(Type.Unknown())])),
  instructions: Type.Optional(Type.String()),
  previous_response_id: Type.Optional(Type.String()),
  store: Type.Optional(Type.Boolean()),
  stream: Type.Optional(Type.Boolean()),
  metadata: Type.Optional(
    Type.Record(Type.String(), Type.String({ maxLength: 512 }), {
      maxProperties: 16,
      propertyNames: Type.String({ maxLength: 64 }),
    }),
  ),
  max_output_tokens: Type.Optional(Type.Integer({ minimum: 1 })),
  include: Type.Optional(Type.Array(Type.String())),

  text: Type.Optional(Type.Object({})),
  response_format: Type.Optional(Type.Unknown()),
  grammar: Type.Optional(Type.Unknown()),

  temperature: Type.Optional(Type.Number()),
  top_p: Type.Optional(Type.Number()),
  top_k: Type.Optional(Type.Number()),
  min_p: Type.Optional(Type.Number()),
  frequency_penalty: Type.Optional(Type.Number()),
  presence_penalty: Type.Optional(Type.Number()),
  repetition_penalty: Type.Optional(Type.Number()),
  dry_multiplier: Type.Optional(Type.Number()),
  dry_base: Type.Optional(Type.Number()),
  dry_allowed_length: Type.Optional(Type.Number()),
  dry_sequence_breakers: Type.Optional(Type.Array(Type.String())),
  logit_bias: Type.Optional(Type.Record(Type.String(), Type.Number())),
  logprobs: Type.Optional(Type.Boolean()),
  top_logprobs: Type.Optional(Type.Number()),
  seed: Type.Optional(Type.Number()),

  safety_identifier: Type.Optional(Type.String({ maxLength: 64 })),
  prompt_cache_key: Type.Optional(Type.String({ maxLength: 64 })),
  user: Type.Optional(Type.String()),

  // Known fields that `responses` refuses by name unless they say what holds anyway.
  background: Type.Optional(Type.Boolean()),
  conversation: Type.Optional(Type.Unknown()),
  max_tool_calls: Type.Optional(Type.Integer({ minimum: 1 })),
  n: Type.Optional(Type.Integer({ minimum: 1 })),
  parallel_tool_calls: Type.Optional(Type.Boolean()),
  prompt: Type.Optional(Type.Unknown()),
  reasoning: Type.Optional(Type.Object({})),
  service_tier: Type.Optional(Type.String()),
  stop: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String())])),
  stream_options: Type.Optional(Type.Object({})),
  tool_choice: Type.Optional(Type.Unknown()),
  tools: Type.Optional(Type.Array(Type.Unknown())),
  truncation: Type.Optional(Type.Enum(['auto', 'disabled'])),
  web_search_options: Type.Optional(Type.Unknown()),
});

/** A request whose input is a list of items of known types, and whose two ways to name a text format are one. */
export type CreateResponse = Omit<
  Static<typeof CreateResponse>,
  'input' | 'response_format' | 'grammar'
> & {
  readonly input?: readonly InputItem[];
  readonly format?: TextFormat;
  readonly grammar?: Grammar;
};

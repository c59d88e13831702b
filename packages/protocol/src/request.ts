import { type Static, Type } from 'typebox';
import type { Grammar } from './grammar.ts';
import type { InputItem } from './input-item.ts';
import { ReasoningSettings } from './reasoning.ts';
import type { TextFormat } from './text-format.ts';
import type { FunctionTool } from './tool.ts';
import type { ToolChoice } from './tool-choice.ts';

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
  n: Type.Optional(Type.Integer({ minimum: 1, maximum: 128 })),
  stop: Type.Optional(
    Type.Union([
      Type.String({ minLength: 1 }),
      Type.Array(Type.String({ minLength: 1 }), { maxItems: 16 }),
    ]),
  ),

  tools: Type.Optional(Type.Array(Type.Unknown())),
  tool_choice: Type.Optional(Type.Unknown()),
  parallel_tool_calls: Type.Optional(Type.Boolean()),
  max_tool_calls: Type.Optional(Type.Integer({ minimum: 1 })),
  reasoning: Type.Optional(ReasoningSettings),

  safety_identifier: Type.Optional(Type.String({ maxLength: 64 })),
  prompt_cache_key: Type.Optional(Type.String({ maxLength: 64 })),
  user: Type.Optional(Type.String()),

  // Known fields that `responses` refuses by name unless they say what holds anyway.
  background: Type.Optional(Type.Boolean()),
  conversation: Type.Optional(Type.Unknown()),
  prompt: Type.Optional(Type.Unknown()),
  service_tier: Type.Optional(Type.String()),
  stream_options: Type.Optional(Type.Object({})),
  truncation: Type.Optional(Type.Enum(['auto', 'disabled'])),
  web_search_options: Type.Optional(Type.Unknown()),
});

/** A request whose input is a list of items of known types, and whose two ways to name a text format are one. */
export type CreateResponse = Omit<
  Static<typeof CreateResponse>,
  'input' | 'response_format' | 'grammar' | 'stop' | 'tools' | 'tool_choice'
> & {
  readonly input?: readonly InputItem[];
  readonly format?: TextFormat;
  readonly grammar?: Grammar;
  readonly stop?: readonly string[];
  readonly tools?: readonly FunctionTool[];
  readonly tool_choice?: ToolChoice;
};

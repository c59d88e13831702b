import { type Static, Type } from 'typebox';
import { ContextManagement } from './context-management.ts';
import { ConversationReference } from './conversation.ts';
import type { Grammar } from './grammar.ts';
import { Include } from './include.ts';
import type { InputItem } from './item/input-item.ts';
import { Metadata } from './metadata.ts';
import { Prompt } from './prompt.ts';
import { ReasoningSettings } from './reasoning.ts';
import { StreamOptions } from './stream-options.ts';
import { type TextFormat, Verbosity } from './text-format.ts';
import type { Tool } from './tool/tool.ts';
import type { ToolChoice } from './tool/tool-choice.ts';
import { WebSearchOptions } from './web-search-options.ts';

/** Field by field, what may stand in the body of POST /v1/responses; ranges of sampling fields are the model's to check. */
export const CreateResponse = Type.Object({
  model: Type.Optional(Type.String()),
  input: Type.Optional(Type.Union([Type.String(), Type.Array(Type.Unknown())])),
  instructions: Type.Optional(Type.String()),
  previous_response_id: Type.Optional(Type.String()),
  store: Type.Optional(Type.Boolean()),
  stream: Type.Optional(Type.Boolean()),
  background: Type.Optional(Type.Boolean()),
  conversation: Type.Optional(Type.Union([Type.String({ minLength: 1 }), ConversationReference])),
  metadata: Type.Optional(Metadata),
  max_output_tokens: Type.Optional(Type.Integer({ minimum: 1 })),
  include: Type.Optional(Type.Array(Include)),

  text: Type.Optional(
    Type.Object({
      format: Type.Optional(Type.Unknown()),
      verbosity: Type.Optional(Verbosity),
    }),
  ),
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

  truncation: Type.Optional(Type.Enum(['auto', 'disabled'])),
  context_management: Type.Optional(Type.Array(ContextManagement)),
  service_tier: Type.Optional(
    Type.Enum(['auto', 'default', 'flex', 'scale', 'priority', 'fast', 'ultrafast']),
  ),
  stream_options: Type.Optional(StreamOptions),
  prompt_cache_key: Type.Optional(Type.String({ maxLength: 64 })),
  prompt_cache_retention: Type.Optional(Type.Enum(['in_memory', '24h'])),
  safety_identifier: Type.Optional(Type.String({ maxLength: 64 })),
  user: Type.Optional(Type.String()),

  // Known fields that `responses` refuses by name.
  access_programs: Type.Optional(Type.Unknown()),
  image: Type.Optional(Type.Unknown()),
  moderation: Type.Optional(Type.Unknown()),
  prompt: Type.Optional(Prompt),
  prompt_cache_options: Type.Optional(Type.Unknown()),
  web_search_options: Type.Optional(WebSearchOptions),
});

/** A request whose input is a list of items of known types, and whose two ways to name a text format are one. */
export type CreateResponse = Omit<
  Static<typeof CreateResponse>,
  | 'conversation'
  | 'grammar'
  | 'input'
  | 'response_format'
  | 'stop'
  | 'text'
  | 'tool_choice'
  | 'tools'
> & {
  readonly conversation?: ConversationReference;
  readonly input?: readonly InputItem[];
  readonly text?: { readonly verbosity?: Verbosity };
  readonly format?: TextFormat;
  readonly grammar?: Grammar;
  readonly stop?: readonly string[];
  readonly tools?: readonly Tool[];
  readonly tool_choice?: ToolChoice;
};

import { type Static, Type } from 'typebox';
import { ContextManagement } from './context-management.ts';
import { ConversationReference } from './conversation.ts';
import { Grammar } from './grammar.ts';
import { OutputItem } from './item/item.ts';
import { nullable } from './nullable.ts';
import { ResponseReasoning } from './reasoning.ts';
import { ResponseTextFormat, Verbosity } from './text-format.ts';
import { ResponseTool } from './tool/tool.ts';
import { ToolChoice } from './tool/tool-choice.ts';
import { Usage } from './usage.ts';
import { Warning } from './warning.ts';

export const ResponseStatus = Type.Enum([
  'queued',
  'in_progress',
  'completed',
  'incomplete',
  'failed',
  'cancelled',
]);
export type ResponseStatus = Static<typeof ResponseStatus>;

/** Why a response failed. `type` and `param` are beyond the contract: a client of the AI SDK needs them. */
export const ResponseError = Type.Object({
  code: Type.String(),
  message: Type.String(),
  type: Type.String(),
  param: Type.String(),
});
export type ResponseError = Static<typeof ResponseError>;

/** The response resource: all keys are always there. Those after `prompt_cache_key` are this project's extensions. */
export const ResponseResource = Type.Object({
  id: Type.String(),
  object: Type.Literal('response'),
  created_at: Type.Integer(),
  completed_at: nullable(Type.Integer()),
  status: ResponseStatus,
  incomplete_details: nullable(
    Type.Object({ reason: Type.Enum(['max_output_tokens', 'content_filter']) }),
  ),
  model: Type.String(),
  previous_response_id: nullable(Type.String()),
  instructions: nullable(Type.String()),
  output: Type.Array(OutputItem),
  error: nullable(ResponseError),
  tools: Type.Array(ResponseTool),
  tool_choice: ToolChoice,
  truncation: Type.Enum(['auto', 'disabled']),
  parallel_tool_calls: Type.Boolean(),
  text: Type.Object({ format: ResponseTextFormat, verbosity: Verbosity }),
  top_p: Type.Number(),
  presence_penalty: Type.Number(),
  frequency_penalty: Type.Number(),
  top_logprobs: Type.Integer(),
  temperature: Type.Number(),
  reasoning: nullable(ResponseReasoning),
  usage: nullable(Usage),
  max_output_tokens: nullable(Type.Integer()),
  max_tool_calls: nullable(Type.Integer()),
  store: Type.Boolean(),
  background: Type.Boolean(),
  service_tier: Type.String(),
  metadata: Type.Record(Type.String(), Type.String()),
  safety_identifier: nullable(Type.String()),
  prompt_cache_key: nullable(Type.String()),
  user: nullable(Type.String()),
  conversation: nullable(ConversationReference),
  context_management: nullable(Type.Array(ContextManagement)),
  prompt_cache_retention: nullable(Type.Enum(['in_memory', '24h'])),

  top_k: Type.Integer(),
  min_p: Type.Number(),
  repetition_penalty: Type.Number(),
  dry_multiplier: Type.Number(),
  dry_base: Type.Number(),
  dry_allowed_length: Type.Integer(),
  dry_sequence_breakers: Type.Array(Type.String()),
  logit_bias: Type.Record(Type.String(), Type.Number()),
  seed: Type.Integer(),
  n: Type.Integer(),
  stop: Type.Array(Type.String()),
  grammar: nullable(Grammar),
  logprobs: Type.Boolean(),
  warnings: Type.Optional(Type.Array(Warning)),
});
export type ResponseResource = Static<typeof ResponseResource>;

/** What DELETE answers. */
export const DeletedResponse = Type.Object({
  id: Type.String(),
  object: Type.Literal('response.deleted'),
  deleted: Type.Literal(true),
});
export type DeletedResponse = Static<typeof DeletedResponse>;

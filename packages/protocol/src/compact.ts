import { type Static, Type } from 'typebox';
import type { InputItem } from './item/input-item.ts';
import { Item } from './item/item.ts';
import { Usage } from './usage.ts';

/** Field by field, what may stand in the body of POST /v1/responses/compact. */
export const CompactResponse = Type.Object({
  model: Type.String({ minLength: 1 }),
  input: Type.Optional(Type.Union([Type.String(), Type.Array(Type.Unknown())])),
  previous_response_id: Type.Optional(Type.String()),
  instructions: Type.Optional(Type.String()),
  prompt_cache_key: Type.Optional(Type.String({ maxLength: 64 })),
  // Known fields that `responses` refuses by name unless they say what holds anyway.
  prompt_cache_retention: Type.Optional(Type.Enum(['in_memory', '24h'])),
  prompt_cache_options: Type.Optional(Type.Unknown()),
  service_tier: Type.Optional(Type.String()),
});

/** A request to compact, whose input is a list of items of known types. */
export type CompactResponse = Omit<Static<typeof CompactResponse>, 'input'> & {
  readonly input?: readonly InputItem[];
};

/** The window that takes the place of the conversation so far: an input, not a response. */
export const CompactedResponse = Type.Object({
  id: Type.String(),
  object: Type.Literal('response.compaction'),
  created_at: Type.Integer(),
  output: Type.Array(Item),
  usage: Usage,
});
export type CompactedResponse = Static<typeof CompactedResponse>;

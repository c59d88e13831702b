import { type Static, Type } from 'typebox';

/** What a model can do beyond answering a text with a text. What it cannot is refused by name. */
export const ModelCapabilities = Type.Object({
  /** Kinds of input that reach the model itself; of others it is told in words. */
  input: Type.Array(Type.Enum(['text'])),
  /** Whether its chat template has a place for tools. */
  tools: Type.Boolean(),
  /** Whether it thinks in a block of its own before it answers. */
  reasoning: Type.Boolean(),
  /** The most that `n` may be. */
  max_choices: Type.Integer(),
});
export type ModelCapabilities = Static<typeof ModelCapabilities>;

/** An entry of GET /v1/models. */
export const Model = Type.Object({
  id: Type.String(),
  object: Type.Literal('model'),
  created: Type.Integer(),
  owned_by: Type.String(),
  /** Whether it can answer at once; others are loaded when they are asked for. */
  is_loaded: Type.Boolean(),
  /** Known once the model is loaded. */
  context_length: Type.Optional(Type.Integer()),
  /** Known once the model is loaded. */
  capabilities: Type.Optional(ModelCapabilities),
});
export type Model = Static<typeof Model>;

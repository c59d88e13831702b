import { type Static, Type } from 'typebox';

/** An entry of GET /v1/models. */
export const Model = Type.Object({
  id: Type.String(),
  object: Type.Literal('model'),
  created: Type.Integer(),
  owned_by: Type.String(),
  /** Known once the model is loaded. */
  context_length: Type.Optional(Type.Integer()),
});
export type Model = Static<typeof Model>;

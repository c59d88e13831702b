import { type Static, Type } from 'typebox';

/** An entry of GET /v1/models. */
export const Model = Type.Object({
  id: Type.String(),
  object: Type.Literal('model'),
  created: Type.Integer(),
  owned_by: Type.String(),
  context_length: Type.Integer(),
});
export type Model = Static<typeof Model>;

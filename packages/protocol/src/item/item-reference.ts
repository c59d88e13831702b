import { type Static, Type } from 'typebox';

/** Stands for an item that the server keeps. */
export const ItemReference = Type.Object({
  type: Type.Literal('item_reference'),
  id: Type.String({ minLength: 1 }),
});
export type ItemReference = Static<typeof ItemReference>;

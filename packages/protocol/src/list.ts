import { type Static, Type } from 'typebox';
import { Item } from './item/item.ts';
import { Model } from './model.ts';
import { nullable } from './nullable.ts';

/** A page of items, in the order that was asked for. */
export const ItemList = Type.Object({
  object: Type.Literal('list'),
  data: Type.Array(Item),
  first_id: nullable(Type.String()),
  last_id: nullable(Type.String()),
  /** Whether there are more after the last one. */
  has_more: Type.Boolean(),
});
export type ItemList = Static<typeof ItemList>;

export const ModelList = Type.Object({
  object: Type.Literal('list'),
  data: Type.Array(Model),
});
export type ModelList = Static<typeof ModelList>;

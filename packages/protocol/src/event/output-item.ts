import { type Static, Type } from 'typebox';
import { OutputItem } from '../item/item.ts';
import { sequence } from './place.ts';

/** An item begins, as yet empty, or is whole. */
export const OutputItemEvent = Type.Object({
  type: Type.Enum(['response.output_item.added', 'response.output_item.done']),
  ...sequence,
  output_index: Type.Integer({ minimum: 0 }),
  item: OutputItem,
});
export type OutputItemEvent = Static<typeof OutputItemEvent>;

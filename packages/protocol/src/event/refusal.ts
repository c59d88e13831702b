import { type Static, Type } from 'typebox';
import { ofContent, piece, sequence } from './place.ts';

export const RefusalDeltaEvent = Type.Object({
  type: Type.Literal('response.refusal.delta'),
  ...sequence,
  ...ofContent,
  ...piece,
});
export type RefusalDeltaEvent = Static<typeof RefusalDeltaEvent>;

export const RefusalDoneEvent = Type.Object({
  type: Type.Literal('response.refusal.done'),
  ...sequence,
  ...ofContent,
  refusal: Type.String(),
});
export type RefusalDoneEvent = Static<typeof RefusalDoneEvent>;

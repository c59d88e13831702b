import { type Static, Type } from 'typebox';
import { ofItem, piece, sequence } from './place.ts';

export const CallArgumentsDeltaEvent = Type.Object({
  type: Type.Literal('response.function_call_arguments.delta'),
  ...sequence,
  ...ofItem,
  ...piece,
});
export type CallArgumentsDeltaEvent = Static<typeof CallArgumentsDeltaEvent>;

export const CallArgumentsDoneEvent = Type.Object({
  type: Type.Literal('response.function_call_arguments.done'),
  ...sequence,
  ...ofItem,
  name: Type.String(),
  arguments: Type.String(),
});
export type CallArgumentsDoneEvent = Static<typeof CallArgumentsDoneEvent>;

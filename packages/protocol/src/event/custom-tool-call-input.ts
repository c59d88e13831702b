import { type Static, Type } from 'typebox';
import { ofItem, piece, sequence } from './place.ts';

export const CustomToolCallInputDeltaEvent = Type.Object({
  type: Type.Literal('response.custom_tool_call_input.delta'),
  ...sequence,
  ...ofItem,
  ...piece,
});
export type CustomToolCallInputDeltaEvent = Static<typeof CustomToolCallInputDeltaEvent>;

export const CustomToolCallInputDoneEvent = Type.Object({
  type: Type.Literal('response.custom_tool_call_input.done'),
  ...sequence,
  ...ofItem,
  input: Type.String(),
});
export type CustomToolCallInputDoneEvent = Static<typeof CustomToolCallInputDoneEvent>;

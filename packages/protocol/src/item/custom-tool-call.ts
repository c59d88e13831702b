import { type Static, Type } from 'typebox';
import { InputContent } from '../content/input-content.ts';
import { CallId, ItemStatus, replayed } from './item-status.ts';

const call = {
  type: Type.Literal('custom_tool_call'),
  call_id: CallId,
  name: Type.String({ minLength: 1 }),
  /** The namespace that the tool belongs to, if it belongs to one. */
  namespace: Type.Optional(Type.String({ minLength: 1 })),
  /** A text in the format that the tool asks for. */
  input: Type.String(),
};

const output = {
  type: Type.Literal('custom_tool_call_output'),
  call_id: CallId,
  output: Type.Array(InputContent),
};

/** A call of a custom tool that the client sends back. */
export const CustomToolCallParam = Type.Object({ ...call, ...replayed });
export type CustomToolCallParam = Static<typeof CustomToolCallParam>;

/** What a custom tool gave back, once `parse` has made it a list. */
export const CustomToolCallOutputParam = Type.Object({ ...output, ...replayed });
export type CustomToolCallOutputParam = Static<typeof CustomToolCallOutputParam>;

const kept = { id: Type.String(), status: ItemStatus };

/** A call of a custom tool, which the client is to make. */
export const CustomToolCall = Type.Object({ ...call, ...kept });
export type CustomToolCall = Static<typeof CustomToolCall>;

/** What a custom tool gave back, as it is kept. */
export const CustomToolCallOutput = Type.Object({ ...output, ...kept });
export type CustomToolCallOutput = Static<typeof CustomToolCallOutput>;

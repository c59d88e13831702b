import { type Static, Type } from 'typebox';
import { InputContent } from '../content/input-content.ts';
import { CallId, ItemStatus, replayed } from './item-status.ts';

const call = {
  type: Type.Literal('function_call'),
  call_id: CallId,
  name: Type.String({ minLength: 1 }),
  /** The namespace that the function belongs to, if it belongs to one. */
  namespace: Type.Optional(Type.String({ minLength: 1 })),
  /** A JSON text, as the model wrote it. */
  arguments: Type.String(),
};

const output = {
  type: Type.Literal('function_call_output'),
  call_id: CallId,
  output: Type.Array(InputContent),
};

/** A call of the model that the client sends back. */
export const FunctionCallParam = Type.Object({ ...call, ...replayed });
export type FunctionCallParam = Static<typeof FunctionCallParam>;

/** What a called function gave back, once `parse` has made it a list. */
export const FunctionCallOutputParam = Type.Object({ ...output, ...replayed });
export type FunctionCallOutputParam = Static<typeof FunctionCallOutputParam>;

const kept = { id: Type.String(), status: ItemStatus };

/** A call that the client is to make. */
export const FunctionCall = Type.Object({ ...call, ...kept });
export type FunctionCall = Static<typeof FunctionCall>;

/** What a called function gave back, as it is kept. */
export const FunctionCallOutput = Type.Object({ ...output, ...kept });
export type FunctionCallOutput = Static<typeof FunctionCallOutput>;

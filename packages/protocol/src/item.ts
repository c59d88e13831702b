import { type Static, Type } from 'typebox';
import { InputText, OutputText, Refusal } from './content.ts';

export const ItemStatus = Type.Enum(['in_progress', 'completed', 'incomplete']);
export type ItemStatus = Static<typeof ItemStatus>;

/** A message to the model, as it is kept. */
export const InputMessage = Type.Object({
  type: Type.Literal('message'),
  id: Type.String(),
  status: ItemStatus,
  role: Type.Enum(['user', 'system', 'developer']),
  content: Type.Array(InputText),
});
export type InputMessage = Static<typeof InputMessage>;

/** A message of the model. */
export const OutputMessage = Type.Object({
  type: Type.Literal('message'),
  id: Type.String(),
  status: ItemStatus,
  role: Type.Literal('assistant'),
  content: Type.Array(Type.Union([OutputText, Refusal])),
});
export type OutputMessage = Static<typeof OutputMessage>;

export const SummaryText = Type.Object({ type: Type.Literal('summary_text'), text: Type.String() });

/** What the model thought before it answered. Its text stands in `summary`: the one place where every client looks for it. */
export const ReasoningItem = Type.Object({
  type: Type.Literal('reasoning'),
  id: Type.String(),
  status: ItemStatus,
  summary: Type.Array(SummaryText),
});
export type ReasoningItem = Static<typeof ReasoningItem>;

/** A call that the client is to make. */
export const FunctionCall = Type.Object({
  type: Type.Literal('function_call'),
  id: Type.String(),
  call_id: Type.String({ minLength: 1, maxLength: 64 }),
  name: Type.String(),
  /** A JSON text, as the model wrote it. */
  arguments: Type.String(),
  status: ItemStatus,
});
export type FunctionCall = Static<typeof FunctionCall>;

/** What a called function gave back, as it is kept. */
export const FunctionCallOutput = Type.Object({
  type: Type.Literal('function_call_output'),
  id: Type.String(),
  call_id: Type.String(),
  output: Type.Array(InputText),
  status: ItemStatus,
});
export type FunctionCallOutput = Static<typeof FunctionCallOutput>;

/** Whatever a response can bring forth. */
export const OutputItem = Type.Union([OutputMessage, ReasoningItem, FunctionCall]);
export type OutputItem = Static<typeof OutputItem>;

/** Whatever can stand in the history of a conversation, with its id. */
export type Item = InputMessage | FunctionCallOutput | OutputItem;

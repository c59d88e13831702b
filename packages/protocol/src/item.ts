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

/** Whatever can stand in the history of a conversation, with its id. */
export type Item = InputMessage | OutputMessage;
/** Whatever a response can bring forth. */
export type OutputItem = OutputMessage;

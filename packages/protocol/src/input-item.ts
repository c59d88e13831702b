import { type Static, Type } from 'typebox';
import { InputText, Logprob, Refusal } from './content.ts';

/** An output text as clients send it back: some leave the annotations out. */
export const ReplayedOutputText = Type.Object({
  type: Type.Literal('output_text'),
  text: Type.String(),
  annotations: Type.Optional(Type.Array(Type.Unknown())),
  logprobs: Type.Optional(Type.Array(Logprob)),
});

const shared = {
  type: Type.Literal('message'),
  id: Type.Optional(Type.String()),
  status: Type.Optional(Type.String()),
};

/** A message to the model as it arrives, once `parse` has made its content a list. */
export const UserMessageParam = Type.Object({
  ...shared,
  role: Type.Enum(['user', 'system', 'developer']),
  content: Type.Array(InputText),
});

/** A message of the model that the client sends back. */
export const AssistantMessageParam = Type.Object({
  ...shared,
  role: Type.Literal('assistant'),
  content: Type.Array(Type.Union([ReplayedOutputText, Refusal])),
});

export type InputItem = Static<typeof UserMessageParam> | Static<typeof AssistantMessageParam>;

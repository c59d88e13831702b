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

const replayed = {
  id: Type.Optional(Type.String()),
  status: Type.Optional(Type.String()),
};

/** A call of the model that the client sends back. */
export const FunctionCallParam = Type.Object({
  type: Type.Literal('function_call'),
  ...replayed,
  call_id: Type.String({ minLength: 1, maxLength: 64 }),
  name: Type.String({ minLength: 1 }),
  arguments: Type.String(),
});

/** What a called function gave back, once `parse` has made it a list. */
export const FunctionCallOutputParam = Type.Object({
  type: Type.Literal('function_call_output'),
  ...replayed,
  call_id: Type.String({ minLength: 1, maxLength: 64 }),
  output: Type.Array(InputText),
});

/** What the model thought, as the client sends it back; some give its text as `content`. */
export const ReasoningParam = Type.Object({
  type: Type.Literal('reasoning'),
  ...replayed,
  summary: Type.Array(Type.Object({ type: Type.Literal('summary_text'), text: Type.String() })),
  content: Type.Optional(
    Type.Array(Type.Object({ type: Type.Literal('reasoning_text'), text: Type.String() })),
  ),
});

export type InputItem =
  | Static<typeof UserMessageParam>
  | Static<typeof AssistantMessageParam>
  | Static<typeof FunctionCallParam>
  | Static<typeof FunctionCallOutputParam>
  | Static<typeof ReasoningParam>;

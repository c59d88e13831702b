import { type Static, Type } from 'typebox';

export const InputText = Type.Object({ type: Type.Literal('input_text'), text: Type.String() });
export type InputText = Static<typeof InputText>;

/** A token's probability as the API tells it; `bytes` are UTF-8 and may be part of a code point. */
export const Logprob = Type.Object({
  token: Type.String(),
  logprob: Type.Number(),
  bytes: Type.Array(Type.Integer({ minimum: 0, maximum: 255 })),
  top_logprobs: Type.Array(
    Type.Object({
      token: Type.String(),
      logprob: Type.Number(),
      bytes: Type.Array(Type.Integer({ minimum: 0, maximum: 255 })),
    }),
  ),
});
export type Logprob = Static<typeof Logprob>;

export const OutputText = Type.Object({
  type: Type.Literal('output_text'),
  text: Type.String(),
  annotations: Type.Array(Type.Unknown()),
  logprobs: Type.Optional(Type.Array(Logprob)),
});
export type OutputText = Static<typeof OutputText>;

export const Refusal = Type.Object({ type: Type.Literal('refusal'), refusal: Type.String() });
export type Refusal = Static<typeof Refusal>;

/** What was said by a person, or by the operator as a system or developer message. */
export type InputContent = InputText;
/** What was said by the model. */
export type OutputContent = OutputText | Refusal;

import { type Static, Type } from 'typebox';
import { Annotation } from './annotation.ts';
import { Logprob } from './logprob.ts';

export const OutputText = Type.Object({
  type: Type.Literal('output_text'),
  text: Type.String(),
  annotations: Type.Array(Annotation),
  logprobs: Type.Optional(Type.Array(Logprob)),
});
export type OutputText = Static<typeof OutputText>;

export const Refusal = Type.Object({ type: Type.Literal('refusal'), refusal: Type.String() });
export type Refusal = Static<typeof Refusal>;

/** What was said by the model. */
export const OutputContent = Type.Union([OutputText, Refusal]);
export type OutputContent = Static<typeof OutputContent>;

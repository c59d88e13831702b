import { type Static, Type } from 'typebox';
import { Annotation } from '../content/annotation.ts';
import { Logprob } from '../content/logprob.ts';
import { nullable } from '../nullable.ts';
import { ofContent, piece, sequence } from './place.ts';

export const OutputTextDeltaEvent = Type.Object({
  type: Type.Literal('response.output_text.delta'),
  ...sequence,
  ...ofContent,
  ...piece,
  logprobs: Type.Array(Logprob),
});
export type OutputTextDeltaEvent = Static<typeof OutputTextDeltaEvent>;

export const OutputTextDoneEvent = Type.Object({
  type: Type.Literal('response.output_text.done'),
  ...sequence,
  ...ofContent,
  text: Type.String(),
  logprobs: Type.Array(Logprob),
});
export type OutputTextDoneEvent = Static<typeof OutputTextDoneEvent>;

export const OutputTextAnnotationAddedEvent = Type.Object({
  type: Type.Literal('response.output_text.annotation.added'),
  ...sequence,
  ...ofContent,
  annotation_index: Type.Integer({ minimum: 0 }),
  annotation: nullable(Annotation),
});
export type OutputTextAnnotationAddedEvent = Static<typeof OutputTextAnnotationAddedEvent>;

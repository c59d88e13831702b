import { type Static, Type } from 'typebox';
import { ofContent, piece, sequence } from './place.ts';

/** What the model thinks, word for word: the contract calls it `reasoning`, the reference service `reasoning_text`. */
export const ReasoningDeltaEvent = Type.Object({
  type: Type.Enum(['response.reasoning.delta', 'response.reasoning_text.delta']),
  ...sequence,
  ...ofContent,
  ...piece,
});
export type ReasoningDeltaEvent = Static<typeof ReasoningDeltaEvent>;

export const ReasoningDoneEvent = Type.Object({
  type: Type.Enum(['response.reasoning.done', 'response.reasoning_text.done']),
  ...sequence,
  ...ofContent,
  text: Type.String(),
});
export type ReasoningDoneEvent = Static<typeof ReasoningDoneEvent>;

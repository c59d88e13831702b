import { type Static, Type } from 'typebox';

/** A piece of the summary of what the model thought. */
export const SummaryText = Type.Object({ type: Type.Literal('summary_text'), text: Type.String() });
export type SummaryText = Static<typeof SummaryText>;

/** A piece of what the model thought, word for word. */
export const ReasoningText = Type.Object({
  type: Type.Literal('reasoning_text'),
  text: Type.String(),
});
export type ReasoningText = Static<typeof ReasoningText>;

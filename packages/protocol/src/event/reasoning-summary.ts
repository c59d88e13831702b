import { type Static, Type } from 'typebox';
import { SummaryText } from '../content/reasoning-content.ts';
import { ofSummary, piece, sequence } from './place.ts';

export const SummaryPartEvent = Type.Object({
  type: Type.Enum([
    'response.reasoning_summary_part.added',
    'response.reasoning_summary_part.done',
  ]),
  ...sequence,
  ...ofSummary,
  part: SummaryText,
});
export type SummaryPartEvent = Static<typeof SummaryPartEvent>;

export const SummaryTextDeltaEvent = Type.Object({
  type: Type.Literal('response.reasoning_summary_text.delta'),
  ...sequence,
  ...ofSummary,
  ...piece,
});
export type SummaryTextDeltaEvent = Static<typeof SummaryTextDeltaEvent>;

export const SummaryTextDoneEvent = Type.Object({
  type: Type.Literal('response.reasoning_summary_text.done'),
  ...sequence,
  ...ofSummary,
  text: Type.String(),
});
export type SummaryTextDoneEvent = Static<typeof SummaryTextDoneEvent>;

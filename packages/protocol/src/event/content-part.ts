import { type Static, Type } from 'typebox';
import { OutputText, Refusal } from '../content/output-content.ts';
import { ReasoningText } from '../content/reasoning-content.ts';
import { ofContent, sequence } from './place.ts';

/** A part of an item's content begins, as yet empty, or is whole. */
export const ContentPartEvent = Type.Object({
  type: Type.Enum(['response.content_part.added', 'response.content_part.done']),
  ...sequence,
  ...ofContent,
  part: Type.Union([OutputText, Refusal, ReasoningText]),
});
export type ContentPartEvent = Static<typeof ContentPartEvent>;

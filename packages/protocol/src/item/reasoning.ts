import { type Static, Type } from 'typebox';
import { ReasoningText, SummaryText } from '../content/reasoning-content.ts';
import { ItemStatus, replayed } from './item-status.ts';

const reasoning = {
  type: Type.Literal('reasoning'),
  summary: Type.Array(SummaryText),
  content: Type.Optional(Type.Array(ReasoningText)),
  /** What the model thought, sealed by the server that made it, for those who do not let it be stored. */
  encrypted_content: Type.Optional(Type.String()),
};

/** What the model thought, as the client sends it back; some give its text as `content`. */
export const ReasoningParam = Type.Object({ ...reasoning, ...replayed });
export type ReasoningParam = Static<typeof ReasoningParam>;

/** What the model thought before it answered. By default its text stands in `summary`: the one place where every client looks for it. */
export const ReasoningItem = Type.Object({ ...reasoning, id: Type.String(), status: ItemStatus });
export type ReasoningItem = Static<typeof ReasoningItem>;

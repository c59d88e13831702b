import { type Static, Type } from 'typebox';
import { replayed } from './item-status.ts';

const compaction = {
  type: Type.Literal('compaction'),
  /** The conversation so far in short, sealed by the server that made it. */
  encrypted_content: Type.String({ minLength: 1 }),
};

/** A compaction that the client sends back. */
export const CompactionParam = Type.Object({ ...compaction, ...replayed });
export type CompactionParam = Static<typeof CompactionParam>;

/** What stands for the items that were compacted. */
export const CompactionItem = Type.Object({
  ...compaction,
  id: Type.String(),
  status: Type.Optional(Type.Literal('completed')),
  created_by: Type.Optional(Type.String()),
});
export type CompactionItem = Static<typeof CompactionItem>;

import { type Static, Type } from 'typebox';

/** When the server is to compact the conversation by itself: at so many tokens of input. */
export const ContextManagement = Type.Object({
  type: Type.Literal('compaction'),
  compact_threshold: Type.Optional(Type.Integer({ minimum: 1 })),
});
export type ContextManagement = Static<typeof ContextManagement>;

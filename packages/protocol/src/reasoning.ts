import { type Static, Type } from 'typebox';

const nullable = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

export const ReasoningEffort = Type.Enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']);
export type ReasoningEffort = Static<typeof ReasoningEffort>;

export const ReasoningSummary = Type.Enum(['auto', 'concise', 'detailed']);

/** How much the model is to think before it answers. The whole of what it thought is its summary. */
export const ReasoningSettings = Type.Object({
  effort: Type.Optional(nullable(ReasoningEffort)),
  summary: Type.Optional(nullable(ReasoningSummary)),
});
export type ReasoningSettings = Static<typeof ReasoningSettings>;

/** The settings as a response echoes them. */
export const ResponseReasoning = Type.Object({
  effort: nullable(ReasoningEffort),
  summary: nullable(ReasoningSummary),
});

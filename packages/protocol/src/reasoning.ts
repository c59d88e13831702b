import { type Static, Type } from 'typebox';
import { nullable } from './nullable.ts';

export const ReasoningEffort = Type.Enum([
  'none',
  'minimal',
  'low',
  'medium',
  'high',
  'xhigh',
  'max',
]);
export type ReasoningEffort = Static<typeof ReasoningEffort>;

export const ReasoningSummary = Type.Enum(['auto', 'concise', 'detailed']);
export type ReasoningSummary = Static<typeof ReasoningSummary>;

/** How much the model is to think before it answers, and how much of it is to be told. */
export const ReasoningSettings = Type.Object({
  effort: Type.Optional(nullable(ReasoningEffort)),
  summary: Type.Optional(nullable(ReasoningSummary)),
  /** The older name of `summary`; a parsed request has it under the newer one. */
  generate_summary: Type.Optional(ReasoningSummary),
  /** Which thoughts of earlier turns the model sees. */
  context: Type.Optional(Type.Enum(['auto', 'current_turn', 'all_turns'])),
  mode: Type.Optional(Type.Enum(['standard', 'pro'])),
});
export type ReasoningSettings = Static<typeof ReasoningSettings>;

/** The settings as a response echoes them. */
export const ResponseReasoning = Type.Object({
  effort: nullable(ReasoningEffort),
  summary: nullable(ReasoningSummary),
});
export type ResponseReasoning = Static<typeof ResponseReasoning>;

import { type Static, Type } from 'typebox';

export const ToolChoiceMode = Type.Enum(['none', 'auto', 'required']);
export type ToolChoiceMode = Static<typeof ToolChoiceMode>;

/** The one function that has to be called. */
export const FunctionToolChoice = Type.Object({
  type: Type.Literal('function'),
  name: Type.String({ minLength: 1 }),
});

/** All tools stay visible to the model, but only these may be called. */
export const AllowedToolsChoice = Type.Object({
  type: Type.Literal('allowed_tools'),
  mode: ToolChoiceMode,
  tools: Type.Array(FunctionToolChoice, { minItems: 1, maxItems: 128 }),
});

/** Whether and what the model must call. */
export const ToolChoice = Type.Union([ToolChoiceMode, FunctionToolChoice, AllowedToolsChoice]);
export type ToolChoice = Static<typeof ToolChoice>;

import { type Static, Type } from 'typebox';
import { ExtensionType } from '../item/hosted-item.ts';
import { hostedToolTypes } from './hosted-tool.ts';

export const ToolChoiceMode = Type.Enum(['none', 'auto', 'required']);
export type ToolChoiceMode = Static<typeof ToolChoiceMode>;

const named = {
  name: Type.String({ minLength: 1 }),
  /** The namespace that the tool belongs to, if it belongs to one. */
  namespace: Type.Optional(Type.String({ minLength: 1 })),
};

/** The one function that has to be called. */
export const FunctionToolChoice = Type.Object({ type: Type.Literal('function'), ...named });
export type FunctionToolChoice = Static<typeof FunctionToolChoice>;

/** The one custom tool that has to be called. */
export const CustomToolChoice = Type.Object({ type: Type.Literal('custom'), ...named });
export type CustomToolChoice = Static<typeof CustomToolChoice>;

/** The one hosted tool that has to be called; of an MCP server, all its tools or the one named. */
export const HostedToolChoice = Type.Object({
  type: Type.Union([Type.Enum([...hostedToolTypes]), ExtensionType]),
  server_label: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
});
export type HostedToolChoice = Static<typeof HostedToolChoice>;

export const SpecificToolChoice = Type.Union([
  FunctionToolChoice,
  CustomToolChoice,
  HostedToolChoice,
]);
export type SpecificToolChoice = Static<typeof SpecificToolChoice>;

/** All tools stay visible to the model, but only these may be called. */
export const AllowedToolsChoice = Type.Object({
  type: Type.Literal('allowed_tools'),
  mode: ToolChoiceMode,
  tools: Type.Array(SpecificToolChoice, { minItems: 1, maxItems: 128 }),
});
export type AllowedToolsChoice = Static<typeof AllowedToolsChoice>;

/** Whether and what the model must call. */
export const ToolChoice = Type.Union([
  ToolChoiceMode,
  FunctionToolChoice,
  CustomToolChoice,
  HostedToolChoice,
  AllowedToolsChoice,
]);
export type ToolChoice = Static<typeof ToolChoice>;

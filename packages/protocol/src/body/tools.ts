import { type TSchema, Type } from 'typebox';
import { CustomTool } from '../tool/custom-tool.ts';
import { FunctionTool } from '../tool/function-tool.ts';
import { HostedTool } from '../tool/hosted-tool.ts';
import { NamespaceTool } from '../tool/namespace-tool.ts';
import {
  AllowedToolsChoice,
  CustomToolChoice,
  FunctionToolChoice,
  HostedToolChoice,
  ToolChoiceMode,
} from '../tool/tool-choice.ts';
import { lenient, withProperties } from './lenient.ts';

const { type: _, ...named } = FunctionTool.properties;
const FunctionToolBody = lenient(FunctionTool);
/** As in chat completions: the function stands one level deeper. */
const NestedFunctionBody = Type.Object({
  type: Type.Literal('function'),
  function: lenient(Type.Object(named)),
});
const CustomToolBody = lenient(CustomTool);

/** A tool, as clients write it. */
export const ToolBody: TSchema = Type.Union([
  FunctionToolBody,
  NestedFunctionBody,
  CustomToolBody,
  withProperties(NamespaceTool, {
    tools: Type.Array(Type.Union([FunctionToolBody, CustomToolBody]), {
      minItems: 1,
      maxItems: 128,
    }),
  }),
  HostedTool,
]);

/** `tool_choice`, as clients write it. */
export const ToolChoiceBody: TSchema = Type.Union([
  ToolChoiceMode,
  lenient(FunctionToolChoice),
  Type.Object({
    type: Type.Literal('function'),
    function: Type.Object({ name: FunctionToolChoice.properties.name }),
  }),
  lenient(CustomToolChoice),
  lenient(HostedToolChoice),
  withProperties(AllowedToolsChoice, { mode: Type.Optional(ToolChoiceMode) }),
]);

import { type Static, Type } from 'typebox';
import { CustomTool, ResponseCustomTool } from './custom-tool.ts';
import { FunctionTool, ResponseFunctionTool, ToolName } from './function-tool.ts';

/** Tools under one name: their own names need to differ only among themselves. */
export const NamespaceTool = Type.Object({
  type: Type.Literal('namespace'),
  name: ToolName,
  description: Type.Optional(Type.String()),
  tools: Type.Array(Type.Union([FunctionTool, CustomTool]), { minItems: 1, maxItems: 128 }),
});
export type NamespaceTool = Static<typeof NamespaceTool>;

/** The namespace as a response echoes it. */
export const ResponseNamespaceTool = Type.Object({
  type: Type.Literal('namespace'),
  name: Type.String(),
  description: Type.Union([Type.String(), Type.Null()]),
  tools: Type.Array(Type.Union([ResponseFunctionTool, ResponseCustomTool])),
});
export type ResponseNamespaceTool = Static<typeof ResponseNamespaceTool>;

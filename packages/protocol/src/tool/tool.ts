import { type Static, Type } from 'typebox';
import { CustomTool, ResponseCustomTool } from './custom-tool.ts';
import { FunctionTool, ResponseFunctionTool } from './function-tool.ts';
import { HostedTool } from './hosted-tool.ts';
import { NamespaceTool, ResponseNamespaceTool } from './namespace-tool.ts';

/** Whatever the model may be offered. */
export const Tool = Type.Union([FunctionTool, CustomTool, NamespaceTool, HostedTool]);
export type Tool = Static<typeof Tool>;

/** The tool as a response echoes it. */
export const ResponseTool = Type.Union([
  ResponseFunctionTool,
  ResponseCustomTool,
  ResponseNamespaceTool,
  HostedTool,
]);
export type ResponseTool = Static<typeof ResponseTool>;

import { type Static, Type } from 'typebox';
import { ToolName } from './function-tool.ts';

/** What the text that a custom tool takes must be. */
export const CustomToolFormat = Type.Union([
  Type.Object({ type: Type.Literal('text') }),
  Type.Object({
    type: Type.Literal('grammar'),
    syntax: Type.Enum(['lark', 'regex']),
    definition: Type.String({ minLength: 1 }),
  }),
]);
export type CustomToolFormat = Static<typeof CustomToolFormat>;

/** A tool that takes a text, not a JSON object, and that the client runs. */
export const CustomTool = Type.Object({
  type: Type.Literal('custom'),
  name: ToolName,
  description: Type.Optional(Type.String()),
  format: Type.Optional(CustomToolFormat),
});
export type CustomTool = Static<typeof CustomTool>;

/** The tool as a response echoes it. */
export const ResponseCustomTool = Type.Object({
  type: Type.Literal('custom'),
  name: Type.String(),
  description: Type.Union([Type.String(), Type.Null()]),
  format: CustomToolFormat,
});
export type ResponseCustomTool = Static<typeof ResponseCustomTool>;

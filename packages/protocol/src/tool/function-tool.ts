import { type Static, Type } from 'typebox';

/** What a tool may be called. */
export const ToolName = Type.String({ pattern: '^[a-zA-Z0-9_-]{1,64}$' });

/** A function that the model may call and the client runs. */
export const FunctionTool = Type.Object({
  type: Type.Literal('function'),
  name: ToolName,
  description: Type.Optional(Type.String()),
  /** A JSON Schema of the arguments. */
  parameters: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  strict: Type.Optional(Type.Boolean()),
});
export type FunctionTool = Static<typeof FunctionTool>;

/** The tool as a response echoes it: all keys are there. */
export const ResponseFunctionTool = Type.Object({
  type: Type.Literal('function'),
  name: Type.String(),
  description: Type.Union([Type.String(), Type.Null()]),
  parameters: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]),
  strict: Type.Boolean(),
});
export type ResponseFunctionTool = Static<typeof ResponseFunctionTool>;

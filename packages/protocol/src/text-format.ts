import { type Static, Type } from 'typebox';

const JsonSchema = Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Boolean()]);

export const PlainTextFormat = Type.Object({ type: Type.Literal('text') });
export const JsonObjectFormat = Type.Object({ type: Type.Literal('json_object') });
export const JsonSchemaFormat = Type.Object({
  type: Type.Literal('json_schema'),
  name: Type.String({ pattern: '^[a-zA-Z0-9_-]{1,64}$' }),
  schema: JsonSchema,
  description: Type.Optional(Type.String()),
  strict: Type.Optional(Type.Boolean()),
});

/** How much the model is to say. */
export const Verbosity = Type.Enum(['low', 'medium', 'high']);
export type Verbosity = Static<typeof Verbosity>;

/** What the answer's text must be. */
export const TextFormat = Type.Union([PlainTextFormat, JsonObjectFormat, JsonSchemaFormat]);
export type TextFormat = Static<typeof TextFormat>;

/** The format as a response echoes it. */
export const ResponseTextFormat = Type.Union([
  PlainTextFormat,
  JsonObjectFormat,
  Type.Object({
    type: Type.Literal('json_schema'),
    name: Type.String(),
    schema: JsonSchema,
    description: Type.Union([Type.String(), Type.Null()]),
    strict: Type.Boolean(),
  }),
]);
export type ResponseTextFormat = Static<typeof ResponseTextFormat>;

import { type Static, Type } from 'typebox';

const JsonValue = Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Boolean()]);

/** A grammar that the answer's text must match; `value` is written in the language that `type` names. */
export const Grammar = Type.Union([
  Type.Object({ type: Type.Literal('regex'), value: Type.String() }),
  Type.Object({ type: Type.Literal('json_schema'), value: JsonValue }),
  Type.Object({ type: Type.Literal('lark'), value: Type.String() }),
  Type.Object({
    type: Type.Literal('llguidance'),
    value: Type.Object({
      grammars: Type.Array(
        Type.Object({
          name: Type.Optional(Type.String()),
          json_schema: Type.Optional(JsonValue),
          lark_grammar: Type.Optional(Type.String()),
        }),
      ),
      max_tokens: Type.Optional(Type.Integer({ minimum: 1 })),
    }),
  }),
]);
export type Grammar = Static<typeof Grammar>;

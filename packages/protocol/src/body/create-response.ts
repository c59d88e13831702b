import { type TSchema, Type } from 'typebox';
import { Grammar } from '../grammar.ts';
import { CountInputTokens } from '../input-tokens.ts';
import { ReasoningSettings } from '../reasoning.ts';
import { CreateResponse } from '../request.ts';
import { StreamOptions } from '../stream-options.ts';
import { JsonObjectFormat, JsonSchemaFormat, PlainTextFormat, Verbosity } from '../text-format.ts';
import { WebSearchOptions } from '../web-search-options.ts';
import { InputBody } from './input.ts';
import { lenient, withProperties } from './lenient.ts';
import { ToolBody, ToolChoiceBody } from './tools.ts';

const { type: _, ...schemaFormat } = JsonSchemaFormat.properties;

const TextFormatBody = Type.Union([PlainTextFormat, JsonObjectFormat, lenient(JsonSchemaFormat)]);

/** As in chat completions: the schema stands one level deeper. */
const ResponseFormatBody = Type.Union([
  TextFormatBody,
  Type.Object({
    type: Type.Literal('json_schema'),
    json_schema: lenient(Type.Object(schemaFormat)),
  }),
]);

/** Fields that a request for a response and one to count its tokens have in common, as clients write them. */
const readFields = {
  input: Type.Optional(InputBody),
  reasoning: Type.Optional(lenient(ReasoningSettings)),
  text: Type.Optional(
    lenient(
      Type.Object({
        format: Type.Optional(TextFormatBody),
        verbosity: Type.Optional(Verbosity),
      }),
    ),
  ),
  tools: Type.Optional(Type.Array(ToolBody)),
  tool_choice: Type.Optional(ToolChoiceBody),
};

/** The body of POST /v1/responses as clients may write it. What `parseCreateResponse` makes of it is a `CreateResponse`. */
export const CreateResponseBody: TSchema = withProperties(CreateResponse, {
  ...readFields,
  grammar: Type.Optional(Grammar),
  response_format: Type.Optional(ResponseFormatBody),
  stream_options: Type.Optional(lenient(StreamOptions)),
  web_search_options: Type.Optional(lenient(WebSearchOptions)),
});

/** The body of POST /v1/responses/input_tokens as clients may write it. */
export const CountInputTokensBody: TSchema = withProperties(CountInputTokens, readFields);

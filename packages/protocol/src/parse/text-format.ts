import { createPick } from '../check.ts';
import { withoutNulls } from '../record.ts';
import {
  JsonObjectFormat,
  JsonSchemaFormat,
  PlainTextFormat,
  type TextFormat,
} from '../text-format.ts';
import { requireRecord } from './body.ts';
import { notOneOf } from './one-of.ts';

const checks = {
  text: createPick(PlainTextFormat),
  json_object: createPick(JsonObjectFormat),
  json_schema: createPick(JsonSchemaFormat),
};

/** `text.format`. A json_schema without name and schema, as a client of the AI SDK sends it, asks for any JSON object. */
export function parseTextFormat(value: unknown, path: string): TextFormat {
  const format = withoutNulls(requireRecord(value, path));
  const { type } = format;
  if (type === 'json_schema' && format.schema === undefined && format.name === undefined) {
    return { type: 'json_object' };
  }
  if (type === 'text' || type === 'json_object' || type === 'json_schema')
    return checks[type](format, path);
  throw notOneOf(`${path}.type`, Object.keys(checks), type);
}

/** `response_format`, the older form: a schema stands one level deeper, under `json_schema`. */
export function parseResponseFormat(value: unknown): TextFormat {
  const path = 'response_format';
  const format = withoutNulls(requireRecord(value, path));
  if (format.type !== 'json_schema' || format.json_schema === undefined)
    return parseTextFormat(format, path);
  const nested = withoutNulls(requireRecord(format.json_schema, `${path}.json_schema`));
  return checks.json_schema({ ...nested, type: 'json_schema' }, `${path}.json_schema`);
}

import { createCheck } from '../check.ts';
import { InvalidRequestError } from '../error.ts';
import { isRecord, withoutNulls } from '../record.ts';
import {
  JsonObjectFormat,
  JsonSchemaFormat,
  PlainTextFormat,
  type TextFormat,
} from '../text-format.ts';

const checks = {
  text: createCheck(PlainTextFormat),
  json_object: createCheck(JsonObjectFormat),
  json_schema: createCheck(JsonSchemaFormat),
};

/** `text.format`. A json_schema without name and schema, as a client of the AI SDK sends it, asks for any JSON object. */
export function parseTextFormat(value: unknown, path: string): TextFormat {
  const format = requireRecord(value, path);
  const { type } = format;
  if (type === 'json_schema' && format.schema === undefined && format.name === undefined) {
    return { type: 'json_object' };
  }
  if (type === 'text' || type === 'json_object' || type === 'json_schema')
    return checks[type](format, path);
  const allowed = Object.keys(checks)
    .map((name) => JSON.stringify(name))
    .join(' or ');
  throw new InvalidRequestError(
    `${path}.type`,
    `${path}.type must be ${allowed}, got ${JSON.stringify(type) ?? 'nothing'}`,
  );
}

/** `response_format`, the older form: a schema stands one level deeper, under `json_schema`. */
export function parseResponseFormat(value: unknown): TextFormat {
  const path = 'response_format';
  const format = requireRecord(value, path);
  if (format.type !== 'json_schema' || format.json_schema === undefined)
    return parseTextFormat(format, path);
  const nested = requireRecord(format.json_schema, `${path}.json_schema`);
  return checks.json_schema({ ...nested, type: 'json_schema' }, `${path}.json_schema`);
}

function requireRecord(value: unknown, path: string): Record<string, unknown> {
  if (isRecord(value)) return withoutNulls(value);
  throw new InvalidRequestError(path, `${path} must be an object`);
}

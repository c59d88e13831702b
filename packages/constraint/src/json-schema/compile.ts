import { ConstraintError, tooComplexError } from '../errors.ts';
import type { GrammarBuilder, SymbolId } from '../grammar.ts';
import type { Limits } from '../limits.ts';
import { Emitter } from './emit/value.ts';
import { SchemaFaults } from './faults.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  JsonSyntaxError,
  jsonFromValue,
  parseJson,
} from './json-text.ts';
import type { JsonSchemaOptions } from './options.ts';
import { SchemaReader } from './reader.ts';

/**
 * Adds the JSON documents that meet a schema. A text keeps what a parsed value has lost: the order of
 * properties with numeric names and the digits of numbers. Throws a `ConstraintError` with everything
 * in the schema that cannot be honoured; nothing is left out silently.
 */
export function addJsonSchema(
  builder: GrammarBuilder,
  schema: unknown,
  options: JsonSchemaOptions = {},
): SymbolId {
  const faults = new SchemaFaults();
  const json = readJson(schema);
  checkSize(json, builder.limits);
  const reader = new SchemaReader(json, builder.regex, faults, options);
  const emitter = new Emitter(builder, reader.expander, faults, options);
  const root = reader.root();
  const symbol = emitter.symbol(root);
  faults.settle();
  options.warnings?.push(...faults.warnings);
  if (reader.expander.isEmpty(root)) {
    const message = 'no value meets the schema';
    throw new ConstraintError('unsatisfiable_grammar', [{ pointer: '', keyword: '', message }]);
  }
  return symbol;
}

function checkSize(schema: Json, { sourceNodes, sourceDepth }: Limits): void {
  let nodes = 0;
  const visit = (value: Json, depth: number) => {
    if (++nodes > sourceNodes) throw tooComplexError('sourceNodes', sourceNodes);
    if (depth > sourceDepth) throw tooComplexError('sourceDepth', sourceDepth);
    if (isJsonArray(value)) for (const item of value) visit(item, depth + 1);
    if (isJsonObject(value)) for (const member of value.values()) visit(member, depth + 1);
  };
  visit(schema, 0);
}

function readJson(schema: unknown): Json {
  try {
    return typeof schema === 'string' ? parseJson(schema) : jsonFromValue(schema);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const issue = { pointer: '', keyword: '', message: error.message };
    throw new ConstraintError('invalid_grammar', [issue]);
  }
}

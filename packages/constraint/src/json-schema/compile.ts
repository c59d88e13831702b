import { ConstraintError } from '../errors.ts';
import type { GrammarBuilder, SymbolId } from '../grammar.ts';
import { Emitter } from './emit/value.ts';
import { SchemaFaults } from './faults.ts';
import { type Json, JsonSyntaxError, jsonFromValue, parseJson } from './json-text.ts';
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
  const reader = new SchemaReader(readJson(schema), builder.regex, faults, options);
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

function readJson(schema: unknown): Json {
  try {
    return typeof schema === 'string' ? parseJson(schema) : jsonFromValue(schema);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const issue = { pointer: '', keyword: '', message: error.message };
    throw new ConstraintError('invalid_grammar', [issue]);
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { ConstraintError } from '../../src/errors.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  parseJson,
} from '../../src/json-schema/json-text.ts';
import type { Grammar } from '../../src/matcher.ts';
import { accepts, compileSchema, nameRanks, write } from './judge.ts';

const root = new URL('../../../../../shared/data/json-schema-test-suite/', import.meta.url);
const folder = new URL('tests/draft2020-12/', root);

export const suiteIsThere = existsSync(folder);

export const mustPass = [
  'type enum const properties required additionalProperties patternProperties items prefixItems',
  'minItems maxItems minLength maxLength pattern minimum maximum exclusiveMinimum exclusiveMaximum',
  'multipleOf minProperties maxProperties allOf anyOf oneOf ref defs anchor boolean_schema',
  'infinite-loop-detection default content format',
].flatMap((line) => line.split(' '));

export const stretch = [
  'not if-then-else dependentRequired dependentSchemas propertyNames uniqueItems contains',
  'minContains maxContains unevaluatedProperties unevaluatedItems',
].flatMap((line) => line.split(' '));

export const beyond = ['dynamicRef', 'refRemote', 'vocabulary'];

export const formats = [
  'date date-time time duration email hostname ipv4 ipv6 uuid uri uri-reference json-pointer',
  'relative-json-pointer regex ecmascript-regex idn-email idn-hostname iri iri-reference',
  'uri-template unknown',
].flatMap((line) => line.split(' '));

export interface Outcome {
  readonly file: string;
  readonly group: string;
  readonly test: string;
  readonly valid: boolean;
  /** `refused` when the schema is: then nothing was judged. */
  readonly result: 'right' | 'false accept' | 'false reject' | 'refused';
  readonly detail: string;
}

/** Runs one file of the suite, every instance compact and indented. */
export function runSuiteFile(file: string): Outcome[] {
  const groups = parseJson(readFileSync(new URL(`${file}.json`, folder), 'utf8'));
  return list(groups).flatMap((group) => runGroup(file, group));
}

function runGroup(file: string, group: Json): Outcome[] {
  const schema = member(group, 'schema');
  const grammar = compiled(schema, file);
  const ranks = nameRanks(schema);
  return list(member(group, 'tests')).map((test) => {
    const valid = member(test, 'valid') === true;
    const base = { file, valid, group: text(group), test: text(test) };
    const data = member(test, 'data');
    const texts = [write(data, ranks), write(data, ranks, '\n')];
    if (typeof grammar === 'string') {
      const isUnsatisfiable = grammar.startsWith('unsatisfiable') && !valid;
      return { ...base, result: isUnsatisfiable ? 'right' : 'refused', detail: grammar };
    }
    const verdicts = texts.map((one) => accepts(grammar, one));
    const detail = texts[0]!;
    if (verdicts.every((verdict) => verdict === valid)) return { ...base, result: 'right', detail };
    return { ...base, result: valid ? 'false reject' : 'false accept', detail };
  });
}

/** A grammar, or why there is none. */
function compiled(schema: Json, file: string): Grammar | string {
  try {
    // The main suite takes formats as annotations, the optional one as assertions.
    return compileSchema(schema, { formats: file === 'format' ? 'annotate' : 'assert' });
  } catch (error) {
    if (!(error instanceof ConstraintError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

function list(value: Json): readonly Json[] {
  return isJsonArray(value) ? value : [];
}

function member(value: Json, name: string): Json {
  return (isJsonObject(value) ? value.get(name) : undefined) ?? null;
}

function text(value: Json): string {
  return String(member(value, 'description'));
}

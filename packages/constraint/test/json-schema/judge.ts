import { compileGrammar } from '../../src/compile.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  JsonNumber,
} from '../../src/json-schema/json-text.ts';
import type { JsonSchemaOptions } from '../../src/json-schema/options.ts';
import type { Grammar } from '../../src/matcher.ts';
import { createVocabulary } from '../../src/vocabulary.ts';

const encoder = new TextEncoder();

/** Every byte a token, and one that ends the turn. */
export const byteVocabulary = createVocabulary({
  tokens: [...Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte)), undefined],
  endOfTurnIds: [256],
});

export function compileSchema(schema: unknown, options: JsonSchemaOptions = {}): Grammar {
  return compileGrammar({ type: 'json_schema', value: schema }, byteVocabulary, {
    jsonSchema: options,
  });
}

/** Whether a text is one of the grammar, from its first to its last byte. */
export function accepts(grammar: Grammar, text: string): boolean {
  return refusedAt(grammar, text) === undefined;
}

/** The first byte that is refused; the length when only the end is; `undefined` when none is. */
export function refusedAt(grammar: Grammar, text: string): number | undefined {
  const matcher = grammar.matcher();
  const bytes = encoder.encode(text);
  for (let index = 0; index < bytes.length; index++) {
    if (!matcher.consume(bytes[index]!)) return index;
  }
  return matcher.isAccepting ? undefined : bytes.length;
}

/** Writes a document with its numbers as they were, and its members in the order of `ranks`. */
export function write(value: Json, ranks: ReadonlyMap<string, number>, indent = ''): string {
  if (value instanceof JsonNumber) return value.text;
  const step = indent === '' ? '' : `${indent}  `;
  const list = (open: string, parts: readonly string[], close: string) =>
    parts.length === 0 || indent === ''
      ? `${open}${parts.join(',')}${close}`
      : `${open}${step}${parts.join(`,${step}`)}${indent}${close}`;
  if (isJsonArray(value)) {
    return list(
      '[',
      value.map((item) => write(item, ranks, step)),
      ']',
    );
  }
  if (isJsonObject(value)) {
    const last = ranks.size;
    const members = [...value].sort(
      ([one], [other]) => (ranks.get(one) ?? last) - (ranks.get(other) ?? last),
    );
    const colon = indent === '' ? ':' : ': ';
    const parts = members.map(
      ([name, member]) => `${JSON.stringify(name)}${colon}${write(member, ranks, step)}`,
    );
    return list('{', parts, '}');
  }
  return JSON.stringify(value);
}

/** The names a schema declares anywhere, by the order of their first appearance. */
export function nameRanks(schema: Json): Map<string, number> {
  const ranks = new Map<string, number>();
  const note = (name: string) => {
    if (!ranks.has(name)) ranks.set(name, ranks.size);
  };
  const visit = (value: Json) => {
    if (isJsonArray(value)) for (const item of value) visit(item);
    if (!isJsonObject(value)) return;
    const properties = value.get('properties');
    if (isJsonObject(properties)) for (const name of properties.keys()) note(name);
    for (const [keyword, member] of value) {
      if (keyword === 'required' && isJsonArray(member)) {
        for (const name of member) if (typeof name === 'string') note(name);
      }
      if ((keyword === 'const' || keyword === 'enum') && isJsonObject(member)) {
        for (const name of member.keys()) note(name);
      }
      visit(member);
    }
  };
  visit(schema);
  return ranks;
}

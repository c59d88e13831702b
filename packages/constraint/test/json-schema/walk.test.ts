import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { compileGrammar } from '../../src/compile.ts';
import type { Grammar, Matcher } from '../../src/matcher.ts';
import { createVocabulary } from '../../src/vocabulary.ts';
import { randomNumbers } from './random-schemas.ts';

const WALKS = 10_000;
const LOOSE_STEPS = 60;
const MOST_STEPS = 4_000;

function tagged(k: number, properties: Record<string, unknown>): unknown {
  return {
    type: 'object',
    properties: { k: { const: k }, ...properties },
    required: ['k', 'v'],
    additionalProperties: false,
  };
}

/** Schemas without formats, which ajv checks more loosely than this package. */
const schemas: Record<string, unknown>[] = [
  {},
  {
    type: 'object',
    properties: { a: { type: 'integer' }, b: { type: 'string' } },
    required: ['b'],
    additionalProperties: false,
  },
  { type: 'array', items: { type: ['integer', 'null'] }, minItems: 2, maxItems: 4 },
  { type: 'integer', minimum: -120, maximum: 345, multipleOf: 3 },
  { type: 'number', exclusiveMinimum: 0.05, maximum: 0.125 },
  { type: 'string', pattern: '^[a-f]+(-[0-9]{2,3})?$', minLength: 3, maxLength: 9 },
  { type: 'string', not: { pattern: '[a-m]' }, maxLength: 6 },
  { enum: ['red', 'green', 3, null, [1, 2], { a: 'b' }] },
  {
    type: 'object',
    patternProperties: { '^x': { type: 'integer' }, y$: { minimum: 3 } },
    additionalProperties: { type: 'boolean' },
    propertyNames: { maxLength: 4 },
    maxProperties: 3,
  },
  {
    oneOf: [
      tagged(1, { v: { type: 'string' } }),
      tagged(2, { v: { type: 'null' } }),
      { type: 'integer', minimum: 5 },
      { type: 'number', maximum: 7 },
    ],
  },
  {
    type: 'object',
    properties: { kind: { enum: ['a', 'b'] }, n: { type: 'integer' } },
    required: ['kind'],
    if: { properties: { kind: { const: 'a' } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { required: ['n'] },
    else: { not: { required: ['n'] } },
    additionalProperties: false,
  },
  {
    type: 'object',
    properties: { value: { type: 'integer' }, next: { $ref: '#' } },
    required: ['value'],
    unevaluatedProperties: false,
  },
  { type: 'array', contains: { type: 'string' }, maxContains: 2, maxItems: 5 },
  { type: 'array', items: { enum: ['a', 'b', 'c', 1] }, uniqueItems: true, minItems: 2 },
  {
    allOf: [
      { type: 'object', properties: { a: { type: 'integer', minimum: 2 } }, required: ['a'] },
      { properties: { a: { maximum: 4 }, b: { type: 'array', maxItems: 1 }, c: true } },
    ],
    dependentRequired: { b: ['c'] },
    unevaluatedProperties: false,
    minProperties: 2,
  },
  { not: { type: ['object', 'array', 'string'] } },
];

/** Bytes of ASCII and some words, so that tokens cross the borders of lexemes. */
const words = [
  '{"',
  '":',
  '": ',
  '",',
  '"}',
  '"]',
  ', "',
  'true',
  'null',
  'false',
  '[{',
  '}]',
  '0.',
  'é',
  '12',
];
const tokens = [
  ...Array.from({ length: 128 }, (_, byte) => Uint8Array.of(byte)),
  ...words.map((word) => new TextEncoder().encode(word)),
  undefined,
];
const end = tokens.length - 1;
const vocabulary = createVocabulary({ tokens, endOfTurnIds: [end] });

/** What a walk that has to come to an end writes first. */
const closing = [
  '"',
  '}',
  ']',
  ':',
  ',',
  'n',
  't',
  'f',
  'u',
  'l',
  'r',
  'e',
  's',
  'a',
  '0',
  '1',
  '2',
  '3',
];
const rank = new Map(closing.map((text, index) => [text.charCodeAt(0), index]));
const last = new Map([...'\\ \t\n\r{['].map((text) => [text.charCodeAt(0), 500]));

function walk(grammar: Grammar, random: () => number): string {
  const matcher = grammar.matcher();
  const bytes: number[] = [];
  for (let step = 0; step < MOST_STEPS; step++) {
    const allowed = allowedTokens(matcher);
    if (allowed.length === 0) throw new Error(`dead end after ${textOf(bytes)}`);
    const token =
      step < LOOSE_STEPS
        ? allowed[Math.floor(random() * allowed.length)]!
        : allowed.toSorted((one, other) => rankOf(one) - rankOf(other))[0]!;
    if (!matcher.consume(token)) throw new Error(`the mask lied about ${token}`);
    if (token === end) return textOf(bytes);
    bytes.push(...tokens[token]!);
  }
  throw new Error(`no end in sight: ${textOf(bytes).slice(0, 300)}`);
}

function allowedTokens(matcher: Matcher): number[] {
  const mask = new Uint32Array(vocabulary.words);
  matcher.fillMask(mask);
  return tokens
    .map((_, token) => token)
    .filter((token) => (mask[token >>> 5]! >>> (token & 31)) & 1);
}

function rankOf(token: number): number {
  if (token === end) return -1;
  return rank.get(token) ?? last.get(token) ?? (token < 128 ? 100 + token : 400);
}

function textOf(bytes: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

/** JSON lets a name stand twice in an object, and a validator sees only the last value. */
function hasRepeatedName(text: string): boolean {
  let members = 0;
  JSON.parse(text, (_name, value: unknown) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isObject) members += Object.keys(value).length;
    return value;
  });
  const marks = text.match(/"(?:[^"\\]|\\.)*"|:/g) ?? [];
  return members < marks.filter((mark) => mark === ':').length;
}

test('10,000 random walks over masks all end in a document that ajv finds valid', () => {
  const ajv = new Ajv2020({ strict: false });
  const random = randomNumbers(1);
  const grammars = schemas.map((schema) => ({
    schema,
    validate: ajv.compile(schema),
    grammar: compileGrammar({ type: 'json_schema', value: schema }, vocabulary, {
      jsonSchema: { whitespace: { kind: 'flexible', most: 2 } },
    }),
  }));
  for (let count = 0; count < WALKS; count++) {
    const { schema, validate, grammar } = grammars[count % grammars.length]!;
    const text = walk(grammar, random);
    const value: unknown = JSON.parse(text);
    if (!validate(value) && !hasRepeatedName(text)) {
      expect.fail(
        `${text} does not meet ${JSON.stringify(schema)}: ${ajv.errorsText(validate.errors)}`,
      );
    }
  }
}, 60_000);

import { expect, test } from 'vitest';
import { compileGrammar, type GrammarSource } from '../src/compile.ts';
import { ConstraintError } from '../src/errors.ts';
import { Random } from './reference/random.ts';
import { smallVocabulary } from './text-check.ts';

const vocabulary = smallVocabulary();

/** Compiles and writes up to sixty random tokens: how it ended, or the code of the error. */
function walk(source: GrammarSource): string {
  try {
    const matcher = compileGrammar(source, vocabulary).matcher();
    const mask = new Uint32Array(vocabulary.words);
    const random = new Random(1);
    for (let count = 0; count < 60 && !matcher.isFinished; count++) {
      matcher.fillMask(mask);
      matcher.forcedBytes();
      const allowed = vocabulary.tokens.flatMap((_, id) =>
        ((mask[id >>> 5]! >>> (id & 31)) & 1) === 1 ? [id] : [],
      );
      if (allowed.length === 0) return 'dead end';
      if (!matcher.consume(random.pick(allowed))) return 'mask and consume differ';
    }
    return 'ok';
  } catch (error) {
    if (error instanceof ConstraintError) return error.code;
    throw error;
  }
}

const schema = (value: unknown): GrammarSource => ({ type: 'json_schema', value });
const regex = (value: string): GrammarSource => ({ type: 'regex', value });
const lark = (...lines: string[]): GrammarSource => ({ type: 'lark', value: lines.join('\n') });

function times<Value>(count: number, make: (index: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function nested(count: number, wrap: (inner: unknown) => unknown, core: unknown): unknown {
  let value = core;
  for (let level = 0; level < count; level++) value = wrap(value);
  return value;
}

const named = (count: number, value: unknown) =>
  Object.fromEntries(times(count, (index) => [`name${index}`, value]));

const followed: readonly (readonly [string, GrammarSource])[] = [
  [
    'a hundred arrays in each other',
    schema(nested(100, (items) => ({ type: 'array', items }), {})),
  ],
  ['a million items at most', schema({ type: 'array', maxItems: 1_000_000 })],
  [
    'a million items at least',
    schema({ type: 'array', minItems: 1_000_000, items: { type: 'null' } }),
  ],
  ['ten million characters', schema({ type: 'string', maxLength: 10_000_000 })],
  [
    'an enum of ten thousand',
    schema({ enum: times(10_000, (index) => `value ${(index * 7919) % 10_007}`) }),
  ],
  [
    'four hundred required properties',
    schema({ type: 'object', properties: named(400, {}), required: Object.keys(named(400, {})) }),
  ],
  [
    'a hundred alternatives that begin alike',
    schema({
      anyOf: times(100, (index) => ({
        type: 'object',
        properties: { same: { type: 'string' }, [`own${index}`]: {} },
        required: ['same', `own${index}`],
        additionalProperties: false,
      })),
    }),
  ],
  ['a large multipleOf', schema({ type: 'integer', multipleOf: 999_983 })],
  ['a large multipleOf above a bound', schema({ type: 'integer', minimum: 1, multipleOf: 65_521 })],
  [
    'ten values in any order',
    schema({ type: 'array', items: { enum: times(10, (index) => index) }, uniqueItems: true }),
  ],
  ['an exponential pattern', schema({ type: 'string', pattern: '(a|b)*a(a|b){24}$' })],
  ['nested stars', regex('((a*)*|(b*)*)*c')],
  ['optional letters', regex('(a?){50}a{50}')],
  ['nested counts', regex('((a{1000}){1000}){1000}')],
  ['overlapping counts', regex('.{0,3000}a.{0,3000}b.{0,3000}')],
  [
    'twenty look-aheads',
    regex(`${times(20, (index) => `(?=.*${String.fromCharCode(97 + index)})`).join('')}.*`),
  ],
  ['ten thousand words', regex(times(10_000, (index) => `w${index * 7}`).join('|'))],
  ['a nullable loop', lark('start: (a* b*)*', 'a: "a"?', 'b: "b"? c', 'c: (a b)*')],
  ['a rule that is itself', lark('start: start | a', 'a: b', 'b: a | "x"')],
  ['ambiguity', lark('start: e', 'e: e "+" e | e "*" e | e e | "(" e ")" | "n"')],
  [
    'a chain of rules',
    lark('start: r0', ...times(8000, (index) => `r${index}: r${index + 1}`), 'r8000: "x"'),
  ],
  [
    'a chain of rules that go on',
    lark('start: r0', ...times(5000, (index) => `r${index}: r${index + 1} "b"`), 'r5000: "x"'),
  ],
  [
    'rules that double',
    lark(
      'start: r0',
      ...times(40, (index) => `r${index}: r${index + 1} r${index + 1}`),
      'r40: "x" |',
    ),
  ],
  ['a million repetitions of nothing', lark('start: ("a"? "b"?){0,1000000} "c"')],
  [
    'a thousand rules that begin alike',
    lark(
      `start: ${times(1000, (index) => `r${index}`).join('|')}`,
      ...times(1000, (index) => `r${index}: /[a-z]+/ " ${index}"`),
    ),
  ],
  [
    'a hundred lazy texts',
    lark(
      `start: (${times(100, (index) => `h${index} "x"`).join('|')})*`,
      ...times(100, (index) => `h${index}[lazy]: /(.|\\n)*<t${index}>/`),
    ),
  ],
  ['long substrings', lark(`start: %regex {"substring_chars": "${'ab'.repeat(10_000)}"}`)],
];

test.each(followed)('%s can be followed', (_, source) => {
  expect(walk(source)).toBe('ok');
});

const refused: readonly (readonly [string, GrammarSource, string])[] = [
  ['a schema that only refers to itself', schema({ $ref: '#' }), 'unsupported_grammar'],
  [
    'an object that must contain itself',
    schema({ type: 'object', properties: { a: { $ref: '#' } }, required: ['a'] }),
    'unsatisfiable_grammar',
  ],
  ['a rule that only refers to itself', lark('start: start'), 'unsatisfiable_grammar'],
  ['a terminal that matches nothing', lark('start: T', 'T: /a+/ & /b+/'), 'unsatisfiable_grammar'],
  [
    'many anchors',
    schema({ type: 'string', pattern: '^[a-z]+$'.repeat(40), maxLength: 4 }),
    'unsatisfiable_grammar',
  ],
  ['many anchors in groups', regex('(?:^(?:a|b(?:c|d))$)'.repeat(40)), 'unsatisfiable_grammar'],
  [
    'arrays nested without end',
    { type: 'json_schema', value: `${'{"items":'.repeat(100_000)}1${'}'.repeat(100_000)}` },
    'invalid_grammar',
  ],
  [
    'groups nested without end',
    regex(`${'('.repeat(50_000)}a${')'.repeat(50_000)}`),
    'invalid_grammar',
  ],
  [
    'terminals that double',
    lark(
      'start: T0',
      ...times(30, (index) => `T${index}: T${index + 1} T${index + 1}`),
      'T30: "x"',
    ),
    'grammar_too_complex',
  ],
  [
    'a chain of terminals',
    lark('start: T0', ...times(5000, (index) => `T${index}: T${index + 1} "a"`), 'T5000: "x"'),
    'grammar_too_complex',
  ],
  [
    'a product of alternatives',
    schema({
      allOf: times(20, (index) => ({
        anyOf: [
          { properties: { [`a${index}`]: {} }, required: [`a${index}`] },
          { required: [`b${index}`] },
        ],
      })),
    }),
    'grammar_too_complex',
  ],
  [
    'a terminal of which nobody knows whether it matches anything',
    lark('start: "x" | T', 'T: /(a|b)*a(a|b){22}/ & /(a|b)*b(a|b){22}/'),
    'grammar_too_complex',
  ],
];

test.each(refused)('%s is refused', (_, source, code) => {
  expect(walk(source)).toBe(code);
});

import { expect, test } from 'vitest';
import { compileSymbol } from '../../src/compile.ts';
import type { ArgumentsWriter } from '../../src/compose/formats.ts';
import {
  keyedArguments,
  markedArguments,
  taggedArguments,
} from '../../src/compose/named-arguments.ts';
import { GrammarBuilder } from '../../src/grammar.ts';
import { judge, smallVocabulary } from '../text-check.ts';

const schema = {
  type: 'object',
  properties: {
    text: { type: 'string' },
    count: { $ref: '#/$defs/count' },
    kind: { enum: ['a', 'b'] },
    maybe: { type: ['string', 'null'] },
    list: { type: 'array', items: { type: 'string' } },
  },
  required: ['text', 'count'],
  additionalProperties: false,
  $defs: { count: { type: 'integer' } },
};

const tagged = taggedArguments({ open: (key) => `<${key}>`, close: '</>' });
const keyed = keyedArguments({ open: (key) => `${key}=`, between: ', ' });
const marked = markedArguments({ open: (key) => `${key}:`, between: ',', quote: '<tool_call>' });

const plain = smallVocabulary();
const special = smallVocabulary(['<|end|>', '<tool_call>', '</>']);

function verdict(write: ArgumentsWriter, text: string, own: unknown = schema, vocabulary = plain) {
  const builder = new GrammarBuilder();
  const symbol = write(builder, own, vocabulary.specialTokens);
  return judge(compileSymbol(builder, symbol, vocabulary), vocabulary, text);
}

test.each([
  ['<text>any </ "text"\n</><count>3</>', 'yes'],
  ['<text></><count>3</><kind>b</><maybe>null</><list>["x"]</>', 'yes'],
  ['<text>t</><count>3</><list>[]</>', 'yes'],
  ['<text>t</><count>3</><kind>c', 'no'],
  ['<text>t</><count>"3', 'no'],
  ['<count>', 'no'],
  ['<text>t</><kind>', 'no'],
  ['<text>t</>', 'begun'],
])('between tags, %j: %s', (text, expected) => {
  expect(verdict(tagged, text)).toBe(expected);
});

test('a tag that is a token ends a text too', () => {
  const text = '<text>any </ > text‹</>›<count>3‹</>›';
  expect(verdict(tagged, text, schema, special)).toBe('yes');
});

test.each([
  ['text="a", count=3', 'yes'],
  ['text="a", count=3, list=["x"]', 'yes'],
  ['text="a"count=3', 'no'],
  ['text="a", list=[]', 'no'],
  ['text=a', 'no'],
  [', text="a"', 'no'],
])('behind keys, %j: %s', (text, expected) => {
  expect(verdict(keyed, text)).toBe(expected);
});

test.each([
  ['text:‹<tool_call>›a, "b"‹<tool_call>›,count:3', 'yes'],
  ['text:‹<tool_call>›‹<tool_call>›,count:3,kind:‹<tool_call>›a‹<tool_call>›', 'yes'],
  ['text:"a"', 'no'],
])('between marks, %j: %s', (text, expected) => {
  expect(verdict(marked, text, schema, special)).toBe(expected);
});

test.each([{ type: 'object' }, {}])('the schema %j leaves arguments free', (own) => {
  expect(verdict(tagged, '<any_1>x</><b></>', own)).toBe('yes');
  expect(verdict(keyed, 'any_1="x", b="y"', own)).toBe('yes');
  expect(verdict(tagged, '', own)).toBe('yes');
});

test('an object without properties has no arguments', () => {
  const own = { type: 'object', additionalProperties: false };
  expect(verdict(tagged, '', own)).toBe('yes');
  expect(verdict(tagged, '<', own)).toBe('no');
});

test.each([
  [{ type: 'array' }, 'type'],
  [{ type: 'object', minProperties: 1 }, 'minProperties'],
  [{ type: 'object', required: ['a'] }, 'required'],
  [{ type: 'object', properties: { a: {} } }, '/properties/a type'],
  [{ type: 'object', properties: { a: { type: ['string', 'integer'] } } }, '/properties/a type'],
  [{ type: 'object', properties: { a: { type: 'string', pattern: 'x' } } }, 'pattern'],
  [{ type: 'object', properties: { a: { type: 'string', format: 'date' } } }, 'format'],
])('what only JSON can be held to is refused: %j', (own, keyword) => {
  expect(() => verdict(tagged, '', own)).toThrow(keyword);
});

import { expect, test } from 'vitest';
import type { Issue } from '../../src/errors.ts';
import { parseJson } from '../../src/json-schema/json-text.ts';
import { accepts, compileSchema } from './judge.ts';

const pair = { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } } };

test('compact whitespace allows none', () => {
  const grammar = compileSchema(pair, { whitespace: { kind: 'compact' } });
  expect(accepts(grammar, '{"a":1,"b":2}')).toBe(true);
  expect(accepts(grammar, '{"a": 1}')).toBe(false);
});

test('flexible whitespace is bounded, and there is none around the document', () => {
  const grammar = compileSchema(pair, { whitespace: { kind: 'flexible', most: 3 } });
  expect(accepts(grammar, '{\n  "a" : 1,\r\n\t"b":\n2 }')).toBe(true);
  expect(accepts(grammar, '{    "a":1}')).toBe(false);
  expect(accepts(grammar, ' {"a":1}')).toBe(false);
  expect(accepts(grammar, '{"a":1} ')).toBe(false);
});

test('whitespace may be a pattern', () => {
  const grammar = compileSchema(pair, { whitespace: { kind: 'pattern', pattern: ' ?' } });
  expect(accepts(grammar, '{ "a": 1 , "b": 2}')).toBe(true);
  expect(accepts(grammar, '{"a":\n1}')).toBe(false);
});

test('free order takes declared properties in any order', () => {
  const grammar = compileSchema({ ...pair, required: ['a'] }, { propertyOrder: 'free' });
  expect(accepts(grammar, '{"b":2,"a":1}')).toBe(true);
  expect(accepts(grammar, '{"b":2}')).toBe(false);
  expect(accepts(grammar, '{"a":1,"b":2,"a":1}')).toBe(false);
});

test('free order of many properties still demands the required ones', () => {
  const names = [...'abcdefghijkl'];
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'integer' }]));
  const schema = { type: 'object', properties, required: ['k', 'b'], additionalProperties: false };
  const grammar = compileSchema(schema, { propertyOrder: 'free' });
  expect(accepts(grammar, '{"l":1,"k":2,"a":3,"b":4}')).toBe(true);
  expect(accepts(grammar, '{"l":1,"k":2,"a":3}')).toBe(false);
});

test('strict mode closes objects that declare properties', () => {
  const grammar = compileSchema(pair, { strict: true });
  expect(accepts(grammar, '{"a":1}')).toBe(true);
  expect(accepts(grammar, '{"c":1}')).toBe(false);
});

test('the text of a schema keeps the order of numeric names', () => {
  const grammar = compileSchema('{"properties":{"b":true,"1":true}}');
  expect(accepts(grammar, '{"b":1,"1":2}')).toBe(true);
  expect(accepts(grammar, '{"1":2,"b":1}')).toBe(false);
});

test('an unknown format is an annotation with a warning, and can be refused', () => {
  const warnings: Issue[] = [];
  const grammar = compileSchema({ type: 'string', format: 'topic' }, { warnings });
  expect(accepts(grammar, '"anything"')).toBe(true);
  expect(grammar.warnings).toMatchObject([{ pointer: '', keyword: 'format' }]);
  expect(() => compileSchema({ format: 'topic' }, { formats: 'assert-all' })).toThrow('topic');
});

test('a reference may go to another document', () => {
  const documents = new Map([['https://example.com/name', parseJson('{"type":"string"}')]]);
  const grammar = compileSchema({ $ref: 'https://example.com/name' }, { documents });
  expect(accepts(grammar, '"x"')).toBe(true);
  expect(accepts(grammar, '1')).toBe(false);
});

import { expect, test } from 'vitest';
import { parseCreateResponse } from '../../src/index.ts';

const schema = { type: 'object', properties: { a: { type: 'integer' } } };
const format = { type: 'json_schema', name: 'thing', schema };

test('a text format is parsed from text.format, or from the older response_format', () => {
  expect(parseCreateResponse({ text: { format: { ...format, strict: null } } }).format).toEqual(
    format,
  );
  expect(parseCreateResponse({ response_format: { type: 'json_object' } }).format).toEqual({
    type: 'json_object',
  });
  const nested = { type: 'json_schema', json_schema: { name: 'thing', schema } };
  expect(parseCreateResponse({ response_format: nested }).format).toEqual(format);
  expect(parseCreateResponse({ response_format: nested, text: { format } }).format).toEqual(format);
});

test('a json_schema format without name and schema asks for any object', () => {
  expect(parseCreateResponse({ text: { format: { type: 'json_schema' } } }).format).toEqual({
    type: 'json_object',
  });
});

test.each([{}, { text: {} }, { text: { format: null } }, { text: null }])(
  '%j has no format',
  (body) => {
    expect(parseCreateResponse(body).format).toBeUndefined();
  },
);

test.each([
  [{ text: { format: { type: 'xml' } } }, 'text.format.type'],
  [{ text: { format: 'json' } }, 'text.format'],
  [{ text: { format: { type: 'json_schema', name: 'x' } } }, 'text.format.schema'],
  [{ text: { format: { type: 'json_schema', name: 'not a name', schema } } }, 'text.format.name'],
  [
    { response_format: { type: 'json_schema', json_schema: { name: 'x' } } },
    'response_format.json_schema.schema',
  ],
  [{ response_format: { type: 'json_object' }, text: { format } }, 'response_format'],
])('%j is refused by name', (body, param) => {
  expect(() => parseCreateResponse(body)).toThrow(expect.objectContaining({ param }));
});

test.each([
  { type: 'regex', value: '[a-z]+' },
  { type: 'json_schema', value: schema },
  { type: 'lark', value: 'start: "a"' },
  {
    type: 'llguidance',
    value: { grammars: [{ json_schema: schema }, { lark_grammar: 'start: "a"' }] },
  },
])('a grammar of type $type is parsed', (grammar) => {
  expect(parseCreateResponse({ grammar }).grammar).toEqual(grammar);
});

test.each([
  ['[a-z]', 'grammar.type'],
  [{ type: 'gbnf', value: '' }, 'grammar.type'],
  [{ type: 'regex' }, 'grammar.value'],
  [{ type: 'lark', value: {} }, 'grammar.value'],
  [{ type: 'llguidance', value: { grammars: {} } }, 'grammar.value.grammars'],
])('the grammar %j is refused by name', (grammar, param) => {
  expect(() => parseCreateResponse({ grammar })).toThrow(expect.objectContaining({ param }));
});

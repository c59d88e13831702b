import { expect, test } from 'vitest';
import { compileGrammar } from '../src/compile.ts';
import { judge, smallVocabulary } from './text-check.ts';

const vocabulary = smallVocabulary();

function compile(value: unknown) {
  return compileGrammar({ type: 'llguidance', value }, vocabulary);
}

test('the first grammar is the whole and refers to the others by name', () => {
  const grammar = compile({
    grammars: [
      { lark_grammar: 'start: "x" @data "y" | "-" @list' },
      { name: 'data', json_schema: { type: 'integer' } },
      { name: 'list', lark_grammar: 'start: @data ("," @data)*' },
    ],
  });
  const judged = ['x12y', '-1,2', 'xay', '-1,'].map((text) => judge(grammar, vocabulary, text));
  expect(judged).toEqual(['yes', 'yes', 'no', 'begun']);
});

test('grammars may refer to themselves and to each other', () => {
  const grammar = compile({
    grammars: [
      { name: 'a', lark_grammar: 'start: "(" @b ")" | "x"' },
      { name: 'b', lark_grammar: 'start: "[" @a "]"' },
    ],
  });
  expect(judge(grammar, vocabulary, '([([x])])')).toBe('yes');
  expect(judge(grammar, vocabulary, '([])')).toBe('no');
});

test('the form may be given as its text', () => {
  const grammar = compile('{"grammars": [{"json_schema": {"enum": ["a", "b"]}}]}');
  expect(judge(grammar, vocabulary, '"a"')).toBe('yes');
});

test.each([
  [{}, '/grammars'],
  [{ grammars: [] }, '/grammars'],
  [{ grammars: [{}] }, '/grammars/0'],
  [{ grammars: [{ json_schema: {}, lark_grammar: 'start: "a"' }] }, '/grammars/0'],
  [{ grammars: [{ nodes: [] }] }, '/grammars/0/nodes'],
  [{ grammars: [{ json_schema: {} }], test_trace: true }, '/test_trace'],
  [{ grammars: [{ lark_grammar: 'start: @nope' }] }, '/grammars/0/lark_grammar'],
  [{ grammars: [{ json_schema: {} }], max_tokens: -1 }, '/max_tokens'],
])('%j is refused at its place', (value, pointer) => {
  expect(() => compile(value)).toThrow(pointer);
});

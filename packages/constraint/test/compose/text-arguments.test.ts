import { expect, test } from 'vitest';
import { compileGrammar } from '../../src/compile.ts';
import { hermesCalls, llamaCalls, type ToolCallFormat } from '../../src/compose/formats.ts';
import { taggedArguments } from '../../src/compose/named-arguments.ts';
import { composeResponse } from '../../src/compose/response.ts';
import type { TextGrammar } from '../../src/compose/shape.ts';
import { Random } from '../reference/random.ts';
import { judge, smallVocabulary } from '../text-check.ts';

const vocabulary = smallVocabulary();

function calls(text: TextGrammar, format: ToolCallFormat = hermesCalls) {
  const parameters = { type: 'object', properties: { input: { type: 'string' } } };
  return composeResponse(
    {
      final: { kind: 'none' },
      toolCalls: {
        format,
        tools: [{ name: 'write', parameters, text }],
        choice: { mode: 'required' },
        isParallel: false,
      },
    },
    vocabulary,
  );
}

/** A call as a model writes it: only what JSON demands is escaped. */
function written(input: string, { before, after, begin, end } = hermesCalls): string {
  return `${begin}${before('write')}{"input": ${JSON.stringify(input)}}${after}${end}`;
}

const grammars: Record<string, TextGrammar> = {
  'a regex of what is escaped': { type: 'regex', value: '("[a\\\\]*"|\\n|\\t[^b]|é)*' },
  'a regex with a negation': { type: 'regex', value: '[^"\\x00-\\x09]{2,5}' },
  'rules that call themselves': {
    type: 'lark',
    value: 'start: "(" start* ")" | /[ab\\n"]/',
  },
  'text between lexemes': {
    type: 'lark',
    value: 'start: WORD ("," WORD)*\nWORD: /[ab"]+/\n%ignore /[ \\n\\t]+/',
  },
  'terminals that exclude': {
    type: 'lark',
    value: 'start: TEXT\nTEXT: /[ab"\\\\\\n]*/ & ~/.*"b.*/',
  },
  'a lazy end': { type: 'lark', value: 'start: text "!"\ntext[lazy]: /[ab\\n"]*"\\n/' },
};

/** Few characters for each, so that many of the texts are taken. */
const alphabets: Record<string, string> = {
  'a regex of what is escaped': 'a"\\\nbé',
  'a regex with a negation': 'a"\t\u000b\u007f',
  'rules that call themselves': '()a\n"',
  'text between lexemes': 'a",\n ',
  'terminals that exclude': 'ab"\\\n',
  'a lazy end': 'a"\n!',
};

test.each(Object.entries(grammars))(
  '%s: a text may be called with exactly where the grammar alone takes it',
  (name, text) => {
    const characters = [...alphabets[name]!];
    const alone = compileGrammar(text, vocabulary);
    const called = calls(text);
    const random = new Random(7);
    const verdicts = new Set<boolean>();
    for (let round = 0; round < 300; round++) {
      const length = random.below(6);
      const input = Array.from({ length }, () => random.pick(characters)).join('');
      const isTaken = judge(alone, vocabulary, input) === 'yes';
      verdicts.add(isTaken);
      const verdict = judge(called, vocabulary, written(input));
      expect(verdict === 'yes', JSON.stringify(input)).toBe(isTaken);
    }
    expect(verdicts.size).toBe(2);
  },
);

test('where calls may stand bare, one with such a text stands behind its mark', () => {
  const grammar = calls({ type: 'regex', value: 'a+' }, llamaCalls);
  expect(judge(grammar, vocabulary, written('aa', llamaCalls))).toBe('yes');
  expect(judge(grammar, vocabulary, '{"name": "write", "parameters": {"input": "aa"}}')).toBe('no');
});

test('a grammar that cannot be held to is refused, under the name of its tool', () => {
  const tagged = taggedArguments({ open: (name) => `<${name}>`, close: '</>' });
  const other = { ...hermesCalls, arguments: tagged };
  expect(() => calls({ type: 'regex', value: 'a' }, other)).toThrow('as JSON');
  expect(() => calls({ type: 'lark', value: 'start: <|end|>' })).toThrow('<|end|>');
  expect(() => calls({ type: 'regex', value: '(' })).toThrow('/tools/write/format');
});

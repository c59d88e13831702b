import { expect, test } from 'vitest';
import { compileGrammar } from '../../src/compile.ts';
import { judge, smallVocabulary, specialNames } from '../text-check.ts';

const vocabulary = smallVocabulary(specialNames);

function compile(text: string) {
  return compileGrammar({ type: 'lark', value: text }, vocabulary);
}

/** `yes` texts are whole, `begun` ones may be completed, `no` ones not. */
type Case = readonly [string, string, { yes?: string[]; begun?: string[]; no?: string[] }];

const cases: readonly Case[] = [
  [
    'a dot is one character, however many bytes it has',
    'start: /.../ "abc" /.../',
    { yes: ['abcabcabc', '🔵🟠✅abc❌🟠🔵'], begun: ['aaaabccc'], no: ['aaabcccc', '🔵🟠abc🟠🔵'] },
  ],
  [
    'bounded repetition counts',
    'start: ab{3,5}\nab: "a" | "b"',
    { yes: ['aba', 'aaaaa'], begun: ['aa', ''], no: ['aaaaaa', 'c'] },
  ],
  [
    'repetition without an upper bound needs its least number',
    'start: ab{3,}\nab: "a" | "b"',
    { yes: ['aba', 'aaaaaaaaaa'], begun: ['ab'] },
  ],
  ['repetition may start at nothing', 'start: "a"~0..2', { yes: ['', 'a', 'aa'], no: ['aaa'] }],
  [
    'left recursion',
    'start: list\nlist: list "," item | item\nitem: /[a-z]+/ | "(" list ")"',
    { yes: ['a', 'ab,c', '(a,(b)),c'], begun: ['a,', '((a)'], no: [',a', 'a)', 'a,,b'] },
  ],
  [
    'right recursion and an empty rule',
    'start: "a" start | empty\nempty:',
    { yes: ['', 'a', 'aaaa'], no: ['b'] },
  ],
  [
    'ambiguity',
    'start: expr\nexpr: expr "+" expr | expr "*" expr | "n"',
    { yes: ['n', 'n+n*n+n'], begun: ['n+', 'n*n+'], no: ['+', 'nn'] },
  ],
  [
    'two terminals that match the same text are both followed',
    "start: \"'foo'\" /a+/ | STRING /b+/\nSTRING: /'[^']*'/",
    { yes: ["'foo'a", "'bar'b", "'foo'bb"], begun: ["'foo'", "'x"], no: ["'bar'a", "'bar'c"] },
  ],
  [
    'nullable loops',
    'start: (a* b*)* "."\na: "a" | ""\nb: "b"?',
    { yes: ['.', 'aab.', 'bbab.'], begun: ['', 'ab'], no: ['c'] },
  ],
  [
    '%ignore stands between terminals, not within them, nor first or last',
    '%ignore / +/\nstart: NAME "=" NAME\nNAME: /[a-z]+/',
    { yes: ['a=b', 'ab = cd', 'a   =b'], begun: ['a '], no: [' a=b', 'a b=c'] },
  ],
  [
    '%ignore once bounds what may be skipped',
    '%llguidance {"skip_repetition": "once"}\n%ignore /[ \\t]{1,2}/\nstart: "A" "!"',
    { yes: ['A!', 'A !', 'A  !'], no: ['A   !'] },
  ],
  [
    '%ignore repeats without it',
    '%ignore /[ \\t]/\nstart: "A" "!"',
    { yes: ['A!', 'A    !'], no: ['A x'] },
  ],
  [
    'several %ignore and a comment',
    '%import common.WS\n%import common.CPP_COMMENT\n%ignore WS\n%ignore CPP_COMMENT\nstart: "a" "b"',
    { yes: ['a b', 'a // x\n b'], no: ['a / b'] },
  ],
  [
    'an initial skip where the option asks for it',
    '%llguidance {"allow_initial_skip": true}\n%ignore " "\nstart: "a"+',
    { yes: ['a', '  a a'], begun: [' '] },
  ],
  ['flags i and s', 'start: "ab"i /c.d/s /e/i', { yes: ['aBc\ndE', 'ABcxde'], no: ['abC'] }],
  ['a range of characters', 'start: "a".."c"+ "é".."ü"', { yes: ['abcé'], no: ['d', 'aà'] }],
  [
    '& and ~ in terminals',
    'start: T\nT: /[a-d]+/ & ~/(?s:.*)[ab](?s:.*)/ | "zz" & "zz"',
    { yes: ['cd', 'c', 'zz'], begun: ['z'], no: ['a', 'ca', 'zzz'] },
  ],
  [
    'a terminal that matches nothing takes its alternative with it',
    'start: "foo" | "f" T "!"\nT: /a/? & /a{2}/',
    { yes: ['foo'], begun: ['f'], no: ['fa'] },
  ],
  [
    'terminals out of terminals',
    'start: NUMBER\nNUMBER: INT ("." INT)?\nINT: "0".."9"+',
    { yes: ['1', '12.5'], begun: ['1.'], no: ['.5', '1.2.3'] },
  ],
  [
    'an embedded schema',
    'start: "JSON" obj "END"\nobj: %json {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"], "additionalProperties": false}',
    { yes: ['JSON{"a":1}END', 'JSON{"a": 12}END'], begun: ['JSON{"'], no: ['JSON{}', 'JSON{"b'] },
  ],
  [
    'what is ignored around an embedded grammar stays outside of it',
    '%ignore " "\nstart: "a" inner "b"\ninner: %lark {\n start: "x" "y"\n}',
    { yes: ['axyb', 'a xy b'], no: ['ax y'] },
  ],
  [
    'two embedded schemas are told apart as late as they differ',
    'start: one | two\none: %json {"properties": {"t": {"const": 1}}, "required": ["t"], "additionalProperties": false, "type": "object"}\ntwo: %json {"properties": {"t": {"const": 2}}, "required": ["t"], "additionalProperties": false, "type": "object"}',
    { yes: ['{"t":1}', '{"t": 2}'], begun: ['{"t":'], no: ['{"t":3'] },
  ],
  [
    'substrings by chunks',
    'start: "A" %regex {"substring_chunks": ["foo", " bar", " baz"]} "B"',
    { yes: ['AB', 'AfooB', 'A bar bazB', 'A bazB'], begun: ['Afo'], no: ['AfoB', 'Afoo baz'] },
  ],
  [
    'substrings by words, within a terminal',
    'start: S\nS: "A" %regex {"substring_words": "foo bar. baz"} "B"',
    { yes: ['AfooB', 'A barB', 'Abar.B', 'AB'], no: ['AoB', 'Afoobar'] },
  ],
  [
    'substrings by characters',
    'start: %regex {"substring_chars": "빠른 갈색"}',
    { yes: ['', '빠른', '른 갈', '색'], no: ['빠갈', 'x'] },
  ],
  [
    'special tokens by name, by number and by range',
    `start: <|system|> "a" <[${vocabulary.specialTokens.get('<|user|>')}]> <[97-98]>`,
    {
      yes: ['‹<|system|>›a‹<|user|>›‹98›'],
      begun: ['‹<|system|>›a'],
      no: ['<|system|>', 'a', '‹<|user|>›'],
    },
  ],
  [
    'any token, and any but some',
    'start: <[*]> <[^97,99-65000]>',
    { yes: ['‹<|user|>›‹98›', 'xb'], no: ['xa', 'xc'] },
  ],
  [
    'lazy terminals end at their first end',
    'start: head "=" /[a-z]+/\nhead[lazy]: /(.|\\n)*<tool/',
    {
      yes: ['some text<tool=ab', '<tool=x'],
      begun: ['<tool', 'a\nb'],
      no: ['<tool<tool', 'x<tool>'],
    },
  ],
  [
    'free text until a call, then the call',
    'start: (call)* text\ntext: TEXT\nhead[lazy]: TEXT "<fn"\ncall: head "=a>" /[0-9]+/ "</fn>"\nTEXT: /(.|\\n)*/',
    {
      yes: ['', 'hello', 'x<fn=a>12</fn>', 'x<fn=a>1</fn> y<fn=a>2</fn>z', 'a <f b'],
      begun: ['x<fn', 'x<fn=a>'],
      no: ['x<fn=b', '<fn>'],
    },
  ],
  [
    'suffix= ends a terminal and is part of the text',
    'start: item "."\nitem[suffix="</x>"]: /.*/',
    { yes: ['ab</x>.', '</x>.'], begun: ['ab</x>', 'a</x'], no: ['ab</x></x>', 'ab</x>x'] },
  ],
  [
    'stop= followed by the same text says it once',
    'start: item "<end>" "b"\nitem[stop="<end>"]: /.*/',
    { yes: ['foo<end>b', '<end>b'], begun: ['foo<end>'], no: ['foo<end><end>'] },
  ],
  [
    'stop="" leaves a terminal greedy',
    'start: "Freq " num "Hz"\nnum[stop=""]: /[0-9]+/',
    { yes: ['Freq 50Hz'], begun: ['Freq 5', 'Freq 50'], no: ['Freq Hz'] },
  ],
  [
    'max_tokens=0 leaves nothing',
    'start: "x" name "y"\nname[max_tokens=0]: /.*/',
    { yes: ['xy'], no: ['xa'] },
  ],
  [
    'a terminal may match nothing',
    'start: FIVES /[1-4]/\nFIVES: /5*/',
    { yes: ['4', '551'], no: ['6'] },
  ],
];

test.each(cases)('%s', (_, text, { yes = [], begun = [], no = [] }) => {
  const grammar = compile(text);
  const judged = (texts: readonly string[]) =>
    texts.map((each) => [each, judge(grammar, vocabulary, each)]);
  expect(judged(yes)).toEqual(yes.map((each) => [each, 'yes']));
  expect(judged(begun)).toEqual(begun.map((each) => [each, 'begun']));
  expect(judged(no)).toEqual(no.map((each) => [each, 'no']));
});

test.each([
  ['root: "a"', 'unknown name "start"', 1],
  ['start: FOO\nFOO: "a" | BAR\nBAR: "b" FOO', 'the terminal "FOO" refers to itself', 3],
  ['start: foo\nbar: "b"', 'unknown name "foo"', 1],
  ['start: "a"\n  | BAZ', 'unknown name "BAZ"', 2],
  ['start: /[abc/', '/[abc/', 1],
  ['start: /a(?=b)/', 'look-around', 1],
  ['start: /^a/', 'look-around', 1],
  ['start: /a\\b/', 'look-around', 1],
  ['start: /a+?/', 'lazy', 1],
  ['start: /[abc]/l', 'the flag l is not supported', 1],
  ['start: FOO\nFOO: @qux', 'another grammar cannot be used in a terminal', 2],
  ['start: FOO\nFOO: %json {}', '%json cannot be used in a terminal', 2],
  ['start: FOO\nFOO: <[12]>', 'a special token cannot be used in a terminal', 2],
  ['start: <|foobar|>', 'unknown special token <|foobar|>', 1],
  ['start: @other', 'there is no grammar of the name "other"', 1],
  ['start: "ab".."c"', 'a range runs from one character to another', 1],
  ['start: "d".."a"', 'a range ends at its start or behind', 1],
  ['start: <[1-2-3]>', '"1-2-3" is not a range of tokens', 1],
  ['start: <[2-1]>', '"2-1" is not a range of tokens', 1],
  ['start: <[,]>', 'an empty range of tokens', 1],
  ['start: <[^*]>', 'would match nothing', 1],
  ['start: <[*,100]>', 'is not a range of tokens', 1],
  ['start: A & B\nA: "a"\nB: "b"', '& is for terminals', 1],
  ['start: %regex {"substring_words": true}', 'cannot honour substring_words', 1],
  ['start: %regex {"a": 1, "b": 2}', 'exactly one field', 1],
  ['start: %json {"type": "strng"}', '%json', 1],
  ['start[max_tokens=3]: %json {}', 'max_tokens= is only supported on terminals', 1],
])('%j is refused', (text, message, line) => {
  expect(() => compile(text)).toThrow(message);
  expect(() => compile(text)).toThrow(`line ${line}, `);
});

test('all that is wrong is reported at once', () => {
  expect(() => compile('start: a b\na: /(?=x)/ \nb: C')).toThrow(/line 2.*line 3|line 3.*line 2/s);
});

import { expect, test } from 'vitest';
import { compileGrammar } from '../../src/compile.ts';
import type { Matcher } from '../../src/matcher.ts';
import { smallVocabulary, specialNames, tokensOf } from '../text-check.ts';

const vocabulary = smallVocabulary(specialNames);

function read(grammar: string, text: string, isGreedy = true): Matcher {
  const matcher = compileGrammar({ type: 'lark', value: grammar }, vocabulary).matcher();
  for (const token of tokensOf(text, vocabulary, isGreedy)) {
    if (!matcher.consume(token)) throw new Error(`token ${token} of ${text} refused`);
  }
  return matcher;
}

const captureCases: readonly (readonly [string, string, string, Record<string, string>])[] = [
  [
    'a rule under its own name',
    'start: "x" name "y"\nname[capture]: /[a-z]/ /[0-9]+/',
    'xa12y',
    { name: 'a12' },
  ],
  ['a terminal under another', 'start: "x" n\nn[capture="num"]: /[0-9]+/', 'x12', { num: '12' }],
  [
    'an empty rule',
    'start: "This is a" text\ntext[capture]: "nope" | ""',
    'This is a',
    { text: '' },
  ],
  [
    'rules within rules',
    'start: outer "!"\nouter[capture]: "<" inner ">"\ninner[capture]: /[a-z]+/',
    '<abc>!',
    { inner: 'abc', outer: '<abc>' },
  ],
  [
    'left recursion keeps the last of a name',
    'start: list\nlist: list "," item | item\nitem[capture]: /[a-z]+/',
    'a,b,cd',
    { item: 'cd' },
  ],
  [
    'a suffix is not part of the capture, but has its own, and is part of the rule above',
    'start: name "."\nname[capture]: inner\ninner[capture, stop_capture="s", suffix="</x>"]: /.*/',
    'foo<bar></x>.',
    { inner: 'foo<bar>', s: '</x>', name: 'foo<bar></x>' },
  ],
  [
    'lazy keeps all of its text',
    'start: head "b"\nhead[capture, lazy]: /.*<end>/',
    'foo<end>b',
    { head: 'foo<end>' },
  ],
  [
    'what is ignored stays out at the edges',
    '%ignore " "\nstart: "a" words "z"\nwords[capture]: WORD+\nWORD: /[b-y]+/',
    'a   b c   z',
    { words: 'b c' },
  ],
  [
    'a special token has no text',
    'start: "a" call\ncall[capture]: <|system|> /[0-9]+/',
    'a‹<|system|>›12',
    { call: '12' },
  ],
  [
    'a schema as a whole',
    'start: "<" data ">"\ndata[capture]: %json {"type": "array", "items": {"type": "integer"}}',
    '<[1, 2]>',
    { data: '[1, 2]' },
  ],
];

test.each(captureCases)('capture: %s', (_, grammar, text, expected) => {
  for (const isGreedy of [true, false]) {
    const captures = read(grammar, text, isGreedy).captures();
    const found = Object.fromEntries(captures.map((capture) => [capture.name, capture.text]));
    expect(found).toEqual(expected);
  }
});

test('a text that is not whole has no captures yet', () => {
  expect(read('start: a "y"\na[capture]: "x"', 'x').captures()).toEqual([]);
});

test('the end of the turn changes nothing about the captures', () => {
  const matcher = read('start: a\na[capture]: /x+/', 'xx');
  matcher.consume(vocabulary.endOfTurnIds[0]!);
  expect(matcher.captures()).toEqual([{ name: 'a', text: 'xx' }]);
});

test('max_tokens ends a terminal, and what follows comes next', () => {
  const grammar = 'start: name " H:" /[0-9]/\nname[max_tokens=3, capture]: /.*/';
  const matcher = read(grammar, 'abc', false);
  expect(matcher.allows(0x64)).toBe(false);
  for (const token of tokensOf(' H:1', vocabulary, false))
    expect(matcher.consume(token)).toBe(true);
  expect(matcher.captures()).toEqual([{ name: 'name', text: 'abc' }]);
});

test('max_tokens counts anew when a token leads through the end of a terminal to the same place', () => {
  const matcher = read('start: (/[a-z]/ num)+\nnum[max_tokens=2]: "1" "2"', 'a12a12a1', false);
  expect(matcher.consume(tokensOf('2a', vocabulary)[0]!)).toBe(true);
  expect([matcher.allows(0x31), matcher.allows(0x62)]).toEqual([true, false]);
});

test('no_forcing leaves everything to the model', () => {
  expect(read('start: "abc"', '').forcedBytes()).toHaveLength(3);
  const grammar = '%llguidance {"no_forcing": true}\nstart: "abc"';
  expect(read(grammar, '').forcedBytes()).toHaveLength(0);
});

test('temperature holds for a terminal, an embedded grammar, and any rule', () => {
  const grammar =
    'start: "a" hot "," cold\nhot[temperature=1.5]: /[a-z]+/\ncold[temperature=0.25]: %json {"type": "array"}';
  expect(read(grammar, '').temperature).toBe(undefined);
  expect(read(grammar, 'ax').temperature).toBe(1.5);
  expect(read(grammar, 'ax,[1').temperature).toBe(0.25);
});

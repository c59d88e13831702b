import { expect, test } from 'vitest';
import { PatternLowering } from '../../src/regex/lower.ts';
import { parsePattern } from '../../src/regex/parse.ts';
import { PatternError } from '../../src/regex/pattern.ts';
import { type RegexId, RegexStore } from '../../src/regex/store.ts';

const patterns = [
  '',
  'a',
  'ab|cd',
  '^a',
  'a$',
  '^(?:a|b)*$',
  '^a{2,3}b?$',
  '[^a-c]',
  '\\d+\\.\\d',
  '^\\w+\\s\\W$',
  '(?:^a|b$)',
  'a(?:$|b)',
  '^(?:/?(?:[a-c]*)(?:$|/))*$',
  '^(?:a|^b)+c$',
  '^(?!ab)[abc]+$',
  '^(?=.*a)(?=.*b).{2,4}$',
  '^(?:(?!ab).)*$',
  'a(?!b)',
  'a(?=b|$)',
  '\\ba',
  'a\\b',
  '\\Bb',
  '^a.b$',
  '^[\\s\\S]b',
  '[\\]\\-a]',
  '^\\u0061\\x62?$',
  '(?<name>a)b',
  '^(?:a??b){2}$',
  '\\p{Lu}',
  '^\\P{L}+$',
  '^(?:a|ab)(?:c|bcd)$',
  '',
  '^.{2}$',
];
const alphabet = ['a', 'b', 'c', 'd', 'A', '1', '.', ' ', '/', '-', '_', '\n', 'é', '😀'];

function textsUpTo(length: number): string[] {
  if (length === 0) return [''];
  const shorter = textsUpTo(length - 1);
  const longest = shorter.filter((text) => [...text].length === length - 1);
  return [...shorter, ...longest.flatMap((text) => alphabet.map((letter) => text + letter))];
}

const encoder = new TextEncoder();
const texts = [...textsUpTo(3), 'abab', 'abcd', 'a/b/', '//ab', 'b/b', 'aabb', 'ab c-', 'ababab'];

function matches(store: RegexStore, regex: RegexId, text: string): boolean {
  let rest = regex;
  for (const byte of encoder.encode(text)) rest = store.derivative(rest, byte);
  return store.isNullable(rest);
}

test.each(patterns)('%j is found in the texts in which ECMA-262 finds it', (source) => {
  const store = new RegexStore();
  const lowering = new PatternLowering(store, (points) => store.codePoints(points));
  const regex = lowering.search(parsePattern(source));
  const expected = new RegExp(source, 'u');
  const wrong = texts.filter((text) => matches(store, regex, text) !== expected.test(text));
  expect(wrong).toEqual([]);
});

test.each(patterns)('%j matches the whole texts that it matches in ECMA-262', (source) => {
  const store = new RegexStore();
  const lowering = new PatternLowering(store, (points) => store.codePoints(points));
  const regex = lowering.whole(parsePattern(source));
  const expected = new RegExp(`^(?:${source})$`, 'u');
  const wrong = texts.filter((text) => matches(store, regex, text) !== expected.test(text));
  expect(wrong).toEqual([]);
});

test.each(['a{3,2}', '(a', 'a)', '[b-a]', '*a', '\\q', '(?<=a)b', '(a)\\1', '\\p{Nope}', '(?x:a)'])(
  '%j is refused',
  (source) => {
    expect(() => parsePattern(source)).toThrow(PatternError);
  },
);

test('flags of the Rust dialect', () => {
  const store = new RegexStore();
  const lowering = new PatternLowering(store, (points) => store.codePoints(points));
  const whole = (source: string) =>
    lowering.whole(parsePattern(source, { dialect: 'rust', ignoreCase: true }));
  expect(matches(store, whole('ab[c-d]'), 'aBD')).toBe(true);
  expect(matches(store, whole('(?-i)ab'), 'aB')).toBe(false);
  expect(matches(store, whole('[[:alpha:]&&[^b]]+'), 'ac')).toBe(true);
  expect(matches(store, whole('[[:alpha:]&&[^b]]+'), 'ab')).toBe(false);
  expect(matches(store, whole('(?s:.)'), '\n')).toBe(true);
});

test('a pattern that explodes as an automaton is still cheap to match', () => {
  const store = new RegexStore();
  const lowering = new PatternLowering(store, (points) => store.codePoints(points));
  const regex = lowering.search(parsePattern('(?:a|b)*a(?:a|b){20}$'));
  expect(matches(store, regex, `a${'b'.repeat(20)}`)).toBe(true);
  expect(matches(store, regex, `a${'b'.repeat(19)}`)).toBe(false);
});

import { expect, test } from 'vitest';
import { compileGrammar } from '../src/compile.ts';
import { ConstraintError } from '../src/errors.ts';
import { defaultLimits } from '../src/limits.ts';
import { createVocabulary } from '../src/vocabulary.ts';
import { Random } from './reference/random.ts';

const tokens = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));
const vocabulary = createVocabulary({ tokens, endOfTurnIds: [0] });
const mask = new Uint32Array(vocabulary.words);

/** Compiles and follows a text as far as it goes; the code of the error, or how far that was. */
function follow(type: 'regex' | 'lark', value: string, text: string): string | number {
  const limits = { ...defaultLimits, lexerStates: 2000, rowItems: 200, rows: 2000 };
  try {
    const matcher = compileGrammar({ type, value }, vocabulary, { limits }).matcher();
    let length = 0;
    for (const byte of new TextEncoder().encode(text)) {
      matcher.fillMask(mask);
      if (!matcher.consume(byte)) break;
      length++;
    }
    return length;
  } catch (error) {
    if (error instanceof ConstraintError) return error.code;
    throw error;
  }
}

test('patterns that ruin a backtracking engine are followed in linear time', () => {
  const text = 'a'.repeat(1000);
  expect(follow('regex', '(a|a)*b', text)).toBe(1000);
  expect(follow('regex', '(a*)*b', text)).toBe(1000);
  expect(follow('regex', '((a{0,100}){0,100}){0,100}b', 'a'.repeat(40))).toBe(40);
});

test('forty boundaries of words are followed', () => {
  const text = 'abc def '.repeat(11);
  expect(follow('regex', '(\\b[a-z]+\\b ?)'.repeat(40), text)).toBe(text.length);
});

test('what unions and intersections cost has a limit', () => {
  const limits = { ...defaultLimits, regexOperands: 1000 };
  const matcher = () => {
    const value = '(\\b[a-z]+\\b ?)'.repeat(20);
    const follower = compileGrammar({ type: 'regex', value }, vocabulary, { limits }).matcher();
    for (const byte of new TextEncoder().encode('abc def '.repeat(9))) follower.consume(byte);
  };
  expect(matcher).toThrow('the grammar needs more than 1000 regexOperands');
});

test('a pattern with more states than allowed is an error and not a hang', () => {
  const random = new Random(1);
  const text = Array.from({ length: 8000 }, () => random.pick(['a', 'b'])).join('');
  expect(follow('regex', '(a|b)*a(a|b){14}', text)).toBe('grammar_too_complex');
});

test('a grammar that is ambiguous everywhere hits its limit of items', () => {
  expect(follow('lark', 'start: start start | "a"', 'a'.repeat(2000))).toBe('grammar_too_complex');
});

test('deep nesting is refused or followed, but never overflows the stack', () => {
  const deep = `${'('.repeat(20_000)}a${')'.repeat(20_000)}`;
  expect(follow('regex', deep, 'a')).toMatch(/grammar/);
  expect(follow('lark', 'start: "[" start "]" | "x"', '['.repeat(400))).toBe(400);
});

test('long chains of rules cost no more than their length', () => {
  const rules = Array.from(
    { length: 3000 },
    (_, index) => `r${index}: r${index + 1} r${index + 1} | r${index + 1}`,
  );
  const value = ['start: r0 "x"', ...rules, 'r3000: "a"?'].join('\n');
  expect(follow('lark', value, 'x')).toSatisfy(
    (result) => result === 1 || result === 'grammar_too_complex',
  );
});

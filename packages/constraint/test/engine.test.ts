import { expect, test } from 'vitest';
import { compileSymbol } from '../src/compile-symbol.ts';
import { GrammarBuilder } from '../src/grammar.ts';
import { NOTHING } from '../src/regex/store.ts';
import { createVocabulary } from '../src/vocabulary.ts';

const encoder = new TextEncoder();
const texts = [
  '<end>',
  ...'ab{}[]:",0123456789 \n',
  '{"',
  '":',
  '",',
  '},',
  'aa',
  'a"',
  '" a',
  '12',
  '<x>',
];
const tokens = texts.map((text) => encoder.encode(text));
const endOfTurn = 0;
const special = texts.length - 1;
const vocabulary = createVocabulary({
  tokens,
  endOfTurnIds: [endOfTurn],
  specialTokens: new Map([['<x>', special]]),
});

function allowed(grammar: ReturnType<typeof compileSymbol>, prefix: readonly string[]): string[] {
  const matcher = grammar.matcher();
  for (const part of prefix) {
    if (!matcher.consume(texts.indexOf(part))) throw new Error(`refused ${part}`);
  }
  const mask = new Uint32Array(vocabulary.words);
  matcher.fillMask(mask);
  const ids = texts.map((_, id) => id).filter((id) => (mask[id >>> 5]! >>> (id & 31)) & 1);
  for (const id of texts.keys()) expect(matcher.allows(id)).toBe(ids.includes(id));
  return ids.map((id) => texts[id]!);
}

test('a token may cross from one lexeme into the next', () => {
  const builder = new GrammarBuilder();
  const { regex } = builder;
  const key = builder.lexeme(regex.literal('"a"'));
  const start = builder.choice([
    [
      builder.lexeme(regex.literal('{')),
      key,
      builder.lexeme(regex.literal(':')),
      builder.lexeme(regex.literal('1')),
      builder.lexeme(regex.literal('}')),
    ],
  ]);
  const grammar = compileSymbol(builder, start, vocabulary);
  expect(allowed(grammar, [])).toEqual(['{', '{"']);
  expect(allowed(grammar, ['{"'])).toEqual(['a', 'a"']);
  expect(allowed(grammar, ['{"', 'a'])).toEqual(['"', '":']);
  expect(allowed(grammar, ['{"', 'a', '":', '1', '}'])).toEqual(['<end>']);
});

test('a greedy lexeme ends where the next byte leads out of it', () => {
  const builder = new GrammarBuilder();
  const { regex } = builder;
  const number = builder.lexeme(regex.repeat(regex.byteRange(0x30, 0x39), 1, Infinity));
  const list = builder.repeat(number, 1, Infinity, builder.lexeme(regex.literal(',')));
  const grammar = compileSymbol(builder, list, vocabulary);
  expect(allowed(grammar, ['1'])).toEqual(['<end>', ',', ...'0123456789', '12']);
  expect(allowed(grammar, ['1', ','])).toEqual([...'0123456789', '12']);
});

test('a counted repeat stops at its most and not before its least', () => {
  const builder = new GrammarBuilder();
  const letter = builder.lexeme(builder.regex.literal('a'));
  const grammar = compileSymbol(builder, builder.repeat(letter, 2, 3), vocabulary);
  expect(allowed(grammar, ['a'])).toEqual(['a', 'aa']);
  expect(allowed(grammar, ['aa'])).toEqual(['<end>', 'a']);
  expect(allowed(grammar, ['aa', 'a'])).toEqual(['<end>']);
});

test('a lexeme yields to those it excepts', () => {
  const builder = new GrammarBuilder();
  const { regex } = builder;
  const word = regex.repeat(regex.byteRange(0x61, 0x62), 1, 3);
  const taken = builder.lexeme(regex.literal('ab'));
  const free = builder.lexeme(word, { except: [taken] });
  const grammar = compileSymbol(builder, builder.choice([[free]]), vocabulary);
  expect(allowed(grammar, ['a', 'b'])).toEqual(['a', 'b']);
  expect(allowed(grammar, ['a', 'a'])).toEqual(['<end>', 'a', 'b']);
});

test('white space may stand between lexemes of a scope and nowhere else', () => {
  const builder = new GrammarBuilder();
  const { regex } = builder;
  const spaced = builder.scope(regex.repeat(regex.literal(' '), 1, 2));
  const a = spaced.lexeme(regex.literal('a'));
  const b = spaced.lexeme(regex.literal('b'));
  const after = builder.lexeme(regex.literal('1'));
  const grammar = compileSymbol(builder, builder.choice([[a, b, after]]), vocabulary);
  expect(allowed(grammar, [])).toEqual(['a']);
  expect(allowed(grammar, ['a'])).toEqual(['b', ' ']);
  expect(allowed(grammar, ['a', ' ', ' '])).toEqual(['b']);
  expect(allowed(grammar, ['a', ' ', 'b'])).toEqual(['1', '12'].slice(0, 1));
});

test('special tokens come where the grammar names them', () => {
  const builder = new GrammarBuilder();
  const a = builder.lexeme(builder.regex.literal('a'));
  const grammar = compileSymbol(
    builder,
    builder.choice([[a, builder.specialTokens([special]), a]]),
    vocabulary,
  );
  expect(allowed(grammar, ['a'])).toEqual(['<x>']);
  expect(allowed(grammar, ['a', '<x>'])).toEqual(['a']);
});

test('right and left recursion end in few rows', () => {
  const builder = new GrammarBuilder();
  const a = builder.lexeme(builder.regex.literal('a'));
  const right = builder.rule();
  builder.define(right, [[a, right], [a], []]);
  const left = builder.rule();
  builder.define(left, [[left, right], []]);
  for (const start of [right, left]) {
    const grammar = compileSymbol(builder, start, vocabulary);
    const matcher = grammar.matcher();
    for (let count = 0; count < 200; count++) matcher.consume(texts.indexOf('aa'));
    expect(matcher.isAccepting).toBe(true);
    expect(grammar.statistics().rows).toBeLessThan(10);
  }
});

test('a grammar that is ambiguous at every place is followed all the same', () => {
  const builder = new GrammarBuilder();
  const a = builder.lexeme(builder.regex.literal('a'));
  const start = builder.rule();
  builder.define(start, [[start, start], [a], []]);
  const matcher = compileSymbol(builder, start, vocabulary).matcher();
  for (let count = 0; count < 15; count++) expect(matcher.consume(texts.indexOf('aa'))).toBe(true);
  expect(matcher.isAccepting).toBe(true);
});

test('what cannot be completed is not begun', () => {
  const builder = new GrammarBuilder();
  const a = builder.lexeme(builder.regex.literal('a'));
  const b = builder.lexeme(builder.regex.literal('b'));
  const nothing = builder.lexeme(NOTHING);
  const grammar = compileSymbol(builder, builder.choice([[a, nothing], [b]]), vocabulary);
  expect(allowed(grammar, [])).toEqual(['b']);
});

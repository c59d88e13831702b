import { expect, test } from 'vitest';
import { ConstraintError } from '../../src/errors.ts';
import { EMPTY, NOTHING, type RegexId, RegexStore } from '../../src/regex/store.ts';

const encoder = new TextEncoder();

function matches(store: RegexStore, id: RegexId, text: string | readonly number[]): boolean {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  let rest = id;
  for (const byte of bytes) rest = store.derivative(rest, byte);
  return store.isNullable(rest);
}

test('equal expressions are one number', () => {
  const store = new RegexStore();
  const [a, b, c] = ['a', 'b', 'c'].map((text) => store.literal(text)) as [number, number, number];
  expect(store.union([a, store.union([b, a])])).toBe(store.union([b, a]));
  expect(store.concat([store.concat([a, b]), c])).toBe(store.literal('abc'));
  expect(store.complement(store.complement(c))).toBe(c);
  expect(store.concat([a, NOTHING])).toBe(NOTHING);
  expect(store.intersection([a, b])).toBe(NOTHING);
  expect(store.repeat(EMPTY, 3, 9)).toBe(EMPTY);
});

test('a union of many literals has one branch for each first byte', () => {
  const store = new RegexStore();
  const words = Array.from({ length: 2000 }, (_, index) => `key${index}`);
  const any = store.union(words.map((word) => store.literal(word)));
  for (const word of ['key0', 'key1999']) expect(matches(store, any, word)).toBe(true);
  for (const word of ['key', 'key2000', 'kez1']) expect(matches(store, any, word)).toBe(false);
  expect(store.nodes.kind[any]).toBe(store.nodes.kind[store.literal('ab')]);
});

test('code points are UTF-8 without surrogates and overlong forms', () => {
  const store = new RegexStore();
  const any = store.codePoints([[0, 0x10ffff]]);
  for (const text of ['a', '\u00e9', '\u20ac', '\ud7ff', '\ue000', '\u{1f600}', '\u{10ffff}']) {
    expect(matches(store, any, text)).toBe(true);
  }
  const broken = [
    [0xc0, 0x80],
    [0xe0, 0x80, 0x80],
    [0xed, 0xa0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0x80],
  ];
  for (const bytes of broken) expect(matches(store, any, bytes)).toBe(false);
  for (let point = 0x780; point < 0x900; point += 7) {
    const range = store.codePoints([[0x7fe, 0x812]]);
    expect(matches(store, range, String.fromCodePoint(point))).toBe(
      point >= 0x7fe && point <= 0x812,
    );
  }
});

test('counts of a million cost no more than counts of three', () => {
  const store = new RegexStore();
  const many = store.repeat(store.codePoints([[0, 0x10ffff]]), 2, 1_000_000);
  expect(matches(store, many, 'a')).toBe(false);
  expect(matches(store, many, '\u{1f600}'.repeat(50))).toBe(true);
  expect(store.nodes.length).toBeLessThan(500);
});

test('an intersection that no string meets is found to be empty', () => {
  const store = new RegexStore();
  const a = store.literal('a');
  const even = store.repeat(store.literal('aa'), 1, Infinity);
  const odd = store.concat([a, store.repeat(store.literal('aa'), 0, Infinity)]);
  expect(store.isEmpty(store.intersection([even, odd]))).toBe(true);
  expect(store.isEmpty(store.intersection([even, store.repeat(a, 7, 9)]))).toBe(false);
  expect(
    store.isEmpty(store.intersection([even, store.complement(store.repeat(a, 0, Infinity))])),
  ).toBe(true);
});

test('what is too hard is an error after a fixed number of steps', () => {
  const store = new RegexStore();
  const [a, b] = [store.literal('a'), store.literal('b')];
  const either = store.union([a, b]);
  const nth = (count: number) =>
    store.concat([store.repeat(either, 0, Infinity), a, store.repeat(either, count, count)]);
  const hard = store.intersection([
    nth(14),
    nth(15),
    store.complement(nth(16)),
    store.repeat(b, 1, 3),
  ]);
  expect(store.tryIsEmpty(hard, 2)).toBe(undefined);
  expect(() => store.isEmpty(hard, 2)).toThrow(ConstraintError);
});

test('without the empty string everything else is left', () => {
  const store = new RegexStore();
  const a = store.literal('a');
  for (const id of [
    store.repeat(a, 0, 3),
    store.union([EMPTY, a]),
    store.concat([store.repeat(a, 0, 2), store.repeat(store.literal('b'), 0, 2)]),
    store.complement(a),
  ]) {
    const rest = store.withoutEmpty(id);
    expect(store.isNullable(rest)).toBe(false);
    for (const text of ['a', 'aa', 'b', 'ab', 'ba']) {
      expect(matches(store, rest, text)).toBe(matches(store, id, text));
    }
  }
});

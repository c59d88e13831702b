import { expect, test } from 'vitest';
import { substringRegex } from '../../src/lark/substring.ts';
import { defaultLimits } from '../../src/limits.ts';
import { RegexStore } from '../../src/regex/store.ts';

const encoder = new TextEncoder();

function accepts(store: RegexStore, regex: number, text: string): boolean {
  let rest = regex;
  for (const byte of encoder.encode(text)) rest = store.derivative(rest, byte);
  return store.isNullable(rest);
}

/** All texts over an alphabet up to a length. */
function texts(alphabet: string, length: number): string[] {
  const all = [''];
  for (const text of all) {
    if (text.length < length) for (const letter of alphabet) all.push(text + letter);
  }
  return all;
}

/** The runs of neighbouring chunks, one by one. */
function runs(chunks: readonly string[]): Set<string> {
  const all = chunks.flatMap((_, from) =>
    chunks.slice(from).map((_, count) => chunks.slice(from, from + count + 1).join('')),
  );
  return new Set(['', ...all]);
}

test.each([
  [['a', 'b', 'a', 'a', 'b']],
  [['ab', 'a', 'ba', 'b']],
  [['a', 'ab', 'b', 'a', 'abb']],
  [['aab', 'ab', 'aab']],
  [['', 'a', '', 'b']],
  [[]],
])('the runs of %j are accepted and nothing else', (chunks) => {
  const store = new RegexStore();
  const json = JSON.stringify({ substring_chunks: chunks });
  const regex = substringRegex(store, json, { line: 1, column: 1 }, defaultLimits);
  const wanted = runs(chunks);
  const found = texts('ab', 8).filter((text) => accepts(store, regex, text));
  expect(new Set(found)).toEqual(new Set([...wanted].filter((text) => text.length <= 8)));
});

test('a text of forty thousand characters is a substring of itself', () => {
  const text = Array.from({ length: 40_000 }, (_, index) => (index * index * 7 + index) % 10).join(
    '',
  );
  const store = new RegexStore();
  const json = JSON.stringify({ substring_chars: text });
  const regex = substringRegex(store, json, { line: 1, column: 1 }, defaultLimits);
  expect(accepts(store, regex, text.slice(12_000, 12_400))).toBe(true);
  expect(accepts(store, regex, `${text.slice(12_000, 12_400)}x`)).toBe(false);
});

test('words may begin with other words', () => {
  const store = new RegexStore();
  const json = JSON.stringify({ substring_words: 'foo foobar, foo bar' });
  const regex = substringRegex(store, json, { line: 1, column: 1 }, defaultLimits);
  const judged = ['foo foobar', 'foobar, ', ', foo ba', 'foobar,', 'oo', 'foobarfoo'].map((text) =>
    accepts(store, regex, text),
  );
  expect(judged).toEqual([true, true, false, true, false, false]);
});

import { expect, test } from 'vitest';
import { Breakers } from '../src/breakers.ts';
import { forEachCase } from './cases.ts';

/** Which tokens of the sequence a breaker ends in. */
function endings(breakers: string[], texts: (string | undefined)[]): number[] {
  const finder = new Breakers(breakers, (token) => texts[token]);
  let state = 0;
  return texts.flatMap((_, token) => {
    const next = finder.read(state, token);
    state = next < 0 ? ~next : next;
    return next < 0 ? [token] : [];
  });
}

test('a breaker is found alone, inside a token and across tokens', () => {
  expect(endings(['\n'], ['a', '\n', 'b\n\nc', 'd'])).toEqual([1, 2]);
  expect(endings(['###'], ['a#', '##', '#', 'b##', 'c#'])).toEqual([1, 2]);
  expect(endings(['é'], ['caf', 'é', 'e'])).toEqual([1]);
});

test('a breaker inside another one, or behind its beginning, is found', () => {
  expect(endings(['abcd', 'bc'], ['ab', 'c', 'd', 'bd'])).toEqual([1, 2]);
  expect(endings(['aab'], ['a', 'a', 'a', 'b'])).toEqual([3]);
});

test('a token without text ends every breaker that has begun', () => {
  expect(endings(['ab'], ['a', undefined, 'b', 'a', 'b'])).toEqual([4]);
});

test('bytes and strings are the same text', () => {
  const half = [Uint8Array.of(0xc3), Uint8Array.of(0xa9)];
  const finder = new Breakers(['é'], (token) => half[token]);
  expect(finder.read(finder.read(0, 0), 1)).toBeLessThan(0);
});

test('breakers end where a search of the whole text finds them', () => {
  forEachCase(10_000, (cases) => {
    const word = (most: number) =>
      Array.from({ length: cases.integer(1, most) }, () => cases.pick(['a', 'b', 'c'])).join('');
    const breakers = Array.from({ length: cases.integer(1, 4) }, () => word(4));
    const texts = Array.from({ length: cases.integer(1, 12) }, () => word(3));
    const expected = texts.flatMap((text, token) => {
      const before = texts.slice(0, token).join('');
      const endsHere = (breaker: string) =>
        `${before}${text}`.lastIndexOf(breaker) + breaker.length > before.length &&
        `${before}${text}`.includes(breaker);
      return breakers.some(endsHere) ? [token] : [];
    });
    expect(endings(breakers, texts)).toEqual(expected);
  });
});

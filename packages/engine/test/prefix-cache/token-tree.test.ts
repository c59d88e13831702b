import { expect, test } from 'vitest';
import { type Match, TokenTree } from '../../src/prefix-cache/token-tree.ts';
import { createRandom } from '../scheduler/requests.ts';

function sharedLength(one: readonly number[], other: readonly number[]): number {
  const length = one.findIndex((token, index) => token !== other[index]);
  return length < 0 ? one.length : length;
}

test('what is found is what a search through all values finds', () => {
  const random = createRandom(5);
  const tree = new TokenTree<readonly number[]>();
  const values = new Set<readonly number[]>();
  const text = () => Array.from({ length: random(12) + 1 }, () => random(3));
  for (let round = 0; round < 3000; round++) {
    const [some] = values;
    if (values.size > 20 || (some && random(3) === 0)) {
      tree.remove(some!);
      values.delete(some!);
    } else {
      const value = text();
      tree.add(value, value);
      values.add(value);
    }
    const wanted = text();
    const limit = random(wanted.length + 1);
    const found = [...tree.matches(wanted, limit)];
    expect(found.map(({ shared }) => shared)).toEqual(
      found.map(({ shared }) => shared).toSorted((one, other) => other - one),
    );
    expect(keysOf(found)).toEqual(keysOf(search(values, wanted.slice(0, limit))));
    expect(tree.size).toBe(values.size);
  }
});

function search(values: Iterable<readonly number[]>, wanted: readonly number[]) {
  return [...values]
    .map((value) => ({ value, shared: sharedLength(wanted, value) }))
    .filter(({ shared }) => shared > 0);
}

function keysOf(matches: readonly Match<readonly number[]>[]): string[] {
  return matches.map(({ value, shared }) => `${value} ${shared}`).toSorted();
}

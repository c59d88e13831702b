import type { Expander } from '../expand.ts';
import { isJsonArray, type Json } from '../json-text.ts';
import type { Kinds, Word } from '../kinds.ts';
import type { Site } from '../site.ts';

const TYPES = ['null', 'boolean', 'number', 'integer', 'string', 'array', 'object'] as const;
type Type = (typeof TYPES)[number];

/** The part of `kinds` that `type` allows. */
export function keepTypes(site: Site, kinds: Kinds, expander: Expander): Kinds {
  const types = readTypes(site);
  if (types === undefined) return kinds;
  const { nothing, numbers } = expander;
  const words = new Set<Word>();
  if (types.has('null')) words.add('null');
  if (types.has('boolean')) words.add('true').add('false');
  return {
    words,
    numbers: types.has('number')
      ? kinds.numbers
      : types.has('integer')
        ? numbers.intersection(numbers.integers, kinds.numbers)
        : nothing.numbers,
    strings: types.has('string') ? kinds.strings : nothing.strings,
    arrays: types.has('array') ? kinds.arrays : [],
    objects: types.has('object') ? kinds.objects : [],
  };
}

/** `undefined` when every type is allowed. */
function readTypes(site: Site): ReadonlySet<Type> | undefined {
  const value = site.get('type');
  if (value === undefined) return undefined;
  const names: readonly Json[] = isJsonArray(value) ? value : [value];
  // Draft 3 had a type for everything.
  if (names.includes('any') && site.draft === 'draft4') return undefined;
  const types = new Set<Type>();
  for (const name of names) {
    const type = TYPES.find((known) => known === name);
    if (type === undefined) site.invalid('type', `must be one of ${TYPES.join(', ')}`);
    else types.add(type);
  }
  return types;
}

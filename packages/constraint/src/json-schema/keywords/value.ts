import { parseDecimal } from '../decimal.ts';
import type { Expander } from '../expand.ts';
import { isJsonArray, isJsonObject, type Json, JsonNumber } from '../json-text.ts';
import {
  type ArrayForm,
  anyArray,
  anyObject,
  type ExpressionId,
  type Kinds,
  NOTHING,
  type ObjectForm,
  type Word,
} from '../kinds.ts';
import type { Site } from '../site.ts';

/** The expressions of `enum` and `const`; equality is that of JSON, so that 1 and 1.0 are the same. */
export function readValues(site: Site, expander: Expander): ExpressionId[] {
  const parts: ExpressionId[] = [];
  const list = site.get('enum');
  if (isJsonArray(list)) parts.push(oneOfValues(list, expander));
  else if (list !== undefined) site.invalid('enum', 'must be an array');
  const value = site.get('const');
  if (value !== undefined && site.draft !== 'draft4') parts.push(oneOfValues([value], expander));
  return parts;
}

/** The set of just these values. */
export function oneOfValues(values: readonly Json[], expander: Expander): ExpressionId {
  const { table, strings, nothing } = expander;
  const texts = values.filter((value) => typeof value === 'string');
  const kinds: Kinds = {
    words: new Set(values.map(wordOf).filter((word) => word !== undefined)),
    numbers: expander.numbers.union(
      values
        .filter((value) => value instanceof JsonNumber)
        .map(({ text }) => exactly(text, expander)),
    ),
    strings: texts.length === 0 ? nothing.strings : strings.oneOf(texts),
    arrays: values.filter(isJsonArray).map((items) => exactArray(items, expander)),
    objects: values.filter(isJsonObject).map((members) => exactObject(members, expander)),
  };
  return table.kinds(kinds);
}

function exactly(text: string, { numbers }: Expander) {
  const value = parseDecimal(text);
  return value === undefined ? numbers.none : numbers.exactly(value);
}

function exactArray(items: readonly Json[], expander: Expander): ArrayForm {
  return {
    ...anyArray,
    prefix: items.map((item) => oneOfValues([item], expander)),
    rest: NOTHING,
    least: items.length,
    most: items.length,
  };
}

function exactObject(members: ReadonlyMap<string, Json>, expander: Expander): ObjectForm {
  const names = new Set(members.keys());
  const others = { like: [], unlike: [], except: names };
  return {
    ...anyObject,
    declared: names,
    properties: new Map(
      [...members].map(([name, value]) => [name, oneOfValues([value], expander)]),
    ),
    every: [{ names: others, value: NOTHING }],
    required: names,
  };
}

function wordOf(value: Json): Word | undefined {
  if (value === null) return 'null';
  return typeof value === 'boolean' ? `${value}` : undefined;
}

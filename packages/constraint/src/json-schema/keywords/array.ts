import { countedArray, intersectArrays } from '../array-form.ts';
import { isJsonArray } from '../json-text.ts';
import { type ArrayForm, anyArray, EVERYTHING, type ExpressionId } from '../kinds.ts';
import type { SchemaReader } from '../reader.ts';
import type { Site } from '../site.ts';

const KEYWORDS = [
  'additionalItems',
  'contains',
  'items',
  'maxItems',
  'minItems',
  'prefixItems',
  'uniqueItems',
];

/** What a schema says of arrays by its own keywords. */
export function readArray(site: Site, reader: SchemaReader): ArrayForm {
  if (!KEYWORDS.some((keyword) => site.has(keyword))) return anyArray;
  const form: ArrayForm = {
    prefix: prefixPlaces(site).map(([keyword, index]) => reader.child(site, keyword, index)),
    rest: readRest(site, reader),
    least: site.count('minItems', 0),
    most: site.count('maxItems', Infinity),
    counts: [],
    unique: site.get('uniqueItems') === true ? site.place.pointer : undefined,
  };
  const counted = readContains(site, reader);
  return counted === undefined ? form : intersectArrays(form, counted, reader.expander.table);
}

/** The keyword and index of every schema for one position. */
export function prefixPlaces(site: Site): (readonly [string, number])[] {
  const keyword = isJsonArray(site.get('items')) ? 'items' : 'prefixItems';
  return Array.from({ length: site.listLength(keyword) }, (_, index) => [keyword, index] as const);
}

/** The keyword for the items behind the prefix; `undefined` when it is not there. */
export function restKeyword(site: Site): string | undefined {
  const keyword = isJsonArray(site.get('items')) ? 'additionalItems' : 'items';
  return site.has(keyword) ? keyword : undefined;
}

/** What `contains` looks for; `undefined` when it is not there. */
export function containedItem(site: Site, reader: SchemaReader): ExpressionId | undefined {
  const isKnown = site.has('contains') && site.draft !== 'draft4';
  return isKnown ? reader.child(site, 'contains') : undefined;
}

function readRest(site: Site, reader: SchemaReader): ExpressionId {
  const keyword = restKeyword(site);
  return keyword === undefined ? EVERYTHING : reader.child(site, keyword);
}

function readContains(site: Site, reader: SchemaReader): ArrayForm | undefined {
  const value = containedItem(site, reader);
  if (value === undefined) return undefined;
  const hasBounds = site.draft !== 'draft6' && site.draft !== 'draft7';
  const least = hasBounds ? site.count('minContains', 1) : 1;
  const most = hasBounds ? site.count('maxContains', Infinity) : Infinity;
  if (least === 0 && most === Infinity) return undefined;
  return countedArray({ from: 0, value, least, most }, reader.expander.table);
}

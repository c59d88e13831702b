import type { ExpressionTable } from './expression.ts';
import {
  type ArrayForm,
  anyArray,
  EVERYTHING,
  type ExpressionId,
  type ItemCount,
} from './kinds.ts';

/** The set in which the item at `index` has to be, counts apart. */
export function itemAt(form: ArrayForm, index: number): ExpressionId {
  return form.prefix[index] ?? form.rest;
}

/** The arrays that are in both. */
export function intersectArrays(
  left: ArrayForm,
  right: ArrayForm,
  table: ExpressionTable,
): ArrayForm {
  if (left === anyArray) return right;
  if (right === anyArray) return left;
  const length = Math.max(left.prefix.length, right.prefix.length);
  return {
    prefix: Array.from({ length }, (_, index) =>
      table.all([itemAt(left, index), itemAt(right, index)]),
    ),
    rest: table.all([left.rest, right.rest]),
    least: Math.max(left.least, right.least),
    most: Math.min(left.most, right.most),
    counts: mergeCounts([...left.counts, ...right.counts]),
    unique: left.unique ?? right.unique,
  };
}

/**
 * The arrays that are not in the form, as a disjunction of disjoint forms; `undefined` for those with
 * unique items.
 */
export function complementArray(form: ArrayForm, table: ExpressionTable): ArrayForm[] | undefined {
  if (form.unique !== undefined && form.most > 1) return undefined;
  const forms: ArrayForm[] = [];
  let before = anyArray;
  for (const [claim, opposite] of claimsOf(form, table)) {
    forms.push(intersectArrays(before, opposite, table));
    before = intersectArrays(before, claim, table);
  }
  return forms;
}

/** Every claim by itself, with its opposite. */
function claimsOf(form: ArrayForm, table: ExpressionTable): [ArrayForm, ArrayForm][] {
  const claims: [ArrayForm, ArrayForm][] = [];
  const { prefix, rest, least, most } = form;
  if (least > 0)
    claims.push([
      { ...anyArray, least },
      { ...anyArray, most: least - 1 },
    ]);
  if (most !== Infinity)
    claims.push([
      { ...anyArray, most },
      { ...anyArray, least: most + 1 },
    ]);
  prefix.forEach((value, index) => {
    if (value === EVERYTHING) return;
    const open = Array<ExpressionId>(index).fill(EVERYTHING);
    const other = { ...anyArray, prefix: [...open, table.not(value)], least: index + 1 };
    claims.push([{ ...anyArray, prefix: [...open, value] }, other]);
  });
  if (rest !== EVERYTHING) {
    const from = prefix.length;
    const open = Array<ExpressionId>(from).fill(EVERYTHING);
    const other = countedArray({ from, value: table.not(rest), least: 1, most: Infinity }, table);
    claims.push([{ ...anyArray, prefix: open, rest }, other]);
  }
  for (const count of form.counts) {
    if (count.least > 0) {
      const fewer = countedArray({ ...count, least: 0, most: count.least - 1 }, table);
      claims.push([countedArray({ ...count, most: Infinity }, table), fewer]);
    }
    if (count.most !== Infinity) {
      const more = countedArray({ ...count, least: count.most + 1, most: Infinity }, table);
      claims.push([countedArray({ ...count, least: 0 }, table), more]);
    }
  }
  return claims;
}

/** Arrays with so many such items. None at all is a claim about every item. */
export function countedArray(count: ItemCount, table: ExpressionTable): ArrayForm {
  if (count.most > 0) return { ...anyArray, counts: [count] };
  if (count.least > 0) return { ...anyArray, least: 1, most: 0 };
  const prefix = Array<ExpressionId>(count.from).fill(EVERYTHING);
  return { ...anyArray, prefix, rest: table.not(count.value) };
}

function mergeCounts(counts: readonly ItemCount[]): ItemCount[] {
  const merged = new Map<string, ItemCount>();
  for (const count of counts) {
    const key = `${count.from} ${count.value}`;
    const other = merged.get(key);
    const least = Math.max(count.least, other?.least ?? 0);
    const most = Math.min(count.most, other?.most ?? Infinity);
    merged.set(key, { ...count, least, most });
  }
  return [...merged.values()];
}

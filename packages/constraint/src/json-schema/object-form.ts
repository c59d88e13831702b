import type { ExpressionTable } from './expression.ts';
import {
  anyObject,
  claimKey,
  EVERYTHING,
  type ExpressionId,
  type NameClaim,
  NOTHING,
  type ObjectForm,
} from './kinds.ts';

/** The objects that are in both; claims of `left` come first. */
export function intersectObjects(
  left: ObjectForm,
  right: ObjectForm,
  table: ExpressionTable,
): ObjectForm {
  if (left === anyObject) return right;
  if (right === anyObject) return left;
  const properties = new Map(left.properties);
  for (const [name, value] of right.properties) {
    const other = properties.get(name);
    properties.set(name, other === undefined ? value : table.all([other, value]));
  }
  return {
    declared: left.declared.union(right.declared),
    properties,
    every: mergeClaims(left.every, right.every),
    some: mergeClaims(left.some, right.some),
    required: left.required.union(right.required),
    least: Math.max(left.least, right.least),
    most: Math.min(left.most, right.most),
  };
}

/**
 * The objects that are not in the form, as a disjunction: one form for each claim that may fail. The
 * claims before it hold, so that the forms are disjoint: tagged objects then stay apart when several
 * complements meet.
 */
export function complementObject(form: ObjectForm, table: ExpressionTable): ObjectForm[] {
  const forms: ObjectForm[] = [];
  let before = anyObject;
  for (const [claim, opposite] of claimsOf(form, table)) {
    forms.push(intersectObjects(before, opposite, table));
    before = intersectObjects(before, claim, table);
  }
  return forms;
}

/** Every claim by itself, with its opposite; required properties first, since tags are required. */
function claimsOf(form: ObjectForm, table: ExpressionTable): [ObjectForm, ObjectForm][] {
  const claims: [ObjectForm, ObjectForm][] = [];
  for (const name of form.required.union(new Set(form.properties.keys()))) {
    if (form.required.has(name)) claims.push([requiring(name), withProperty(name, NOTHING)]);
    const value = form.properties.get(name) ?? EVERYTHING;
    if (value === EVERYTHING) continue;
    const other = { ...withProperty(name, table.not(value)), required: new Set([name]) };
    claims.push([withProperty(name, value), other]);
  }
  for (const { names, value } of form.every) {
    if (value === EVERYTHING) continue;
    const other = { ...anyObject, some: [{ names, value: table.not(value) }] };
    claims.push([{ ...anyObject, every: [{ names, value }] }, other]);
  }
  for (const { names, value } of form.some) {
    const other = { ...anyObject, every: [{ names, value: table.not(value) }] };
    claims.push([{ ...anyObject, some: [{ names, value }] }, other]);
  }
  const { least, most } = form;
  if (least > 0)
    claims.push([
      { ...anyObject, least },
      { ...anyObject, most: least - 1 },
    ]);
  if (most !== Infinity)
    claims.push([
      { ...anyObject, most },
      { ...anyObject, least: most + 1 },
    ]);
  return claims;
}

function requiring(name: string): ObjectForm {
  return { ...anyObject, required: new Set([name]) };
}

/** Objects that have the property with such a value, or do not have it. */
export function withProperty(name: string, value: ExpressionId): ObjectForm {
  return { ...anyObject, properties: new Map([[name, value]]) };
}

function mergeClaims(left: readonly NameClaim[], right: readonly NameClaim[]): NameClaim[] {
  const merged = new Map<string, NameClaim>();
  for (const claim of [...left, ...right]) merged.set(claimKey(claim), claim);
  return [...merged.values()];
}

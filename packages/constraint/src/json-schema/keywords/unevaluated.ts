import type { Alternative, Evaluated } from '../conjunct.ts';
import { anyArray, anyObject, EVERYTHING, type ExpressionId } from '../kinds.ts';
import type { SchemaReader } from '../reader.ts';
import type { Site } from '../site.ts';

export function hasUnevaluated(site: Site): boolean {
  return site.has('unevaluatedProperties') || site.has('unevaluatedItems');
}

/** Adds what unevaluatedProperties and unevaluatedItems say of all that `way` has not looked at. */
export function withUnevaluated(way: Alternative, site: Site, reader: SchemaReader): Alternative {
  const { table } = reader.expander;
  let { expression, evaluated } = way;
  if (site.has('unevaluatedProperties')) {
    const value = reader.child(site, 'unevaluatedProperties');
    expression = table.all([expression, unevaluatedNames(evaluated, value, reader)]);
    evaluated = { ...evaluated, allNames: true };
  }
  if (site.has('unevaluatedItems')) {
    const value = reader.child(site, 'unevaluatedItems');
    expression = table.all([expression, unevaluatedItems(evaluated, value, reader)]);
    evaluated = { ...evaluated, allItems: true };
  }
  return { expression, evaluated };
}

function unevaluatedNames(
  { names, patterns, allNames }: Evaluated,
  value: ExpressionId,
  { expander }: SchemaReader,
): ExpressionId {
  if (allNames) return EVERYTHING;
  const claim = { names: { like: [], unlike: patterns, except: names }, value };
  return expander.table.kinds({
    ...expander.everything,
    objects: [{ ...anyObject, every: [claim] }],
  });
}

function unevaluatedItems(
  { items, allItems, containing }: Evaluated,
  value: ExpressionId,
  { expander }: SchemaReader,
): ExpressionId {
  if (allItems) return EVERYTHING;
  const prefix = Array<ExpressionId>(items).fill(EVERYTHING);
  const rest = expander.table.any([...containing, value]);
  return expander.table.kinds({ ...expander.everything, arrays: [{ ...anyArray, prefix, rest }] });
}

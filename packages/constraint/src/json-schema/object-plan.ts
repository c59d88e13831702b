import { NOTHING as NO_TEXT, type RegexId, type RegexStore } from '../regex/store.ts';
import type { ExpressionTable } from './expression.ts';
import type { JsonStrings } from './json-strings.ts';
import { EVERYTHING, type ExpressionId, type NameSet, type ObjectForm } from './kinds.ts';

/** An object form with its names sorted out: what is named, and what is left of all other names. */
export interface ObjectPlan {
  readonly named: readonly NamedProperty[];
  /** Disjoint but for the named ones, which are in none of them. */
  readonly classes: readonly NameClass[];
}

export interface NamedProperty {
  readonly name: string;
  readonly isDeclared: boolean;
  readonly value: ExpressionId;
  readonly required: boolean;
  /** One bit for each of the form's `some` that this property may be a witness of. */
  readonly witness: number;
}

export interface NameClass {
  /** A regex for the names, in which named ones may still be. */
  readonly names: RegexId;
  readonly value: ExpressionId;
  readonly witness: number;
}

const REGEX_FUEL = 1_000;
/** How many disjoint sets of names the patterns of one object may make. */
const MOST_CLASSES = 64;

/** `undefined` when the patterns overlap in too many ways. */
export function planObject(
  form: ObjectForm,
  table: ExpressionTable,
  strings: JsonStrings,
  store: RegexStore,
): ObjectPlan | undefined {
  const patterns = new Set<RegexId>();
  for (const { names } of [...form.every, ...form.some]) {
    for (const regex of [...names.like, ...names.unlike]) patterns.add(regex);
  }
  const all = [...patterns];
  const cells = partition(all, strings.any, store);
  if (cells === undefined) return undefined;
  const named = namesOf(form).map((name): NamedProperty => {
    const matched = matching(all, name, strings, store);
    const own = form.properties.get(name) ?? EVERYTHING;
    return {
      name,
      isDeclared: form.declared.has(name),
      value: table.all([own, claimedValue(form, matched, table, name)]),
      required: form.required.has(name),
      witness: witnessOf(form, matched, name),
    };
  });
  const literals = [...new Set(named.map(({ name }) => name))];
  const isLeft = ({ names }: Cell) => {
    if (names === strings.any) return true;
    const others = store.intersection([names, store.complement(strings.oneOf(literals))]);
    return store.tryIsEmpty(others, REGEX_FUEL) !== true;
  };
  const classes = cells.filter(isLeft).map(({ names, matched }) => ({
    names,
    value: claimedValue(form, matched, table),
    witness: witnessOf(form, matched),
  }));
  return { named, classes };
}

/** Every name the form mentions, in the order to write them. */
function namesOf(form: ObjectForm): string[] {
  const names = new Set(form.declared);
  for (const name of form.properties.keys()) names.add(name);
  for (const name of form.required) names.add(name);
  for (const claim of [...form.every, ...form.some]) {
    for (const name of claim.names.except) names.add(name);
  }
  return [...names];
}

function claimedValue(
  form: ObjectForm,
  matched: ReadonlySet<RegexId>,
  table: ExpressionTable,
  name?: string,
): ExpressionId {
  const claims = form.every.filter(({ names }) => holds(names, matched, name));
  return table.all(claims.map(({ value }) => value));
}

function witnessOf(form: ObjectForm, matched: ReadonlySet<RegexId>, name?: string): number {
  let bits = 0;
  form.some.forEach(({ names }, index) => {
    if (holds(names, matched, name)) bits |= 1 << index;
  });
  return bits;
}

function holds(names: NameSet, matched: ReadonlySet<RegexId>, name?: string): boolean {
  if (name !== undefined && names.except.has(name)) return false;
  return (
    names.like.every((regex) => matched.has(regex)) &&
    !names.unlike.some((regex) => matched.has(regex))
  );
}

function matching(
  patterns: readonly RegexId[],
  name: string,
  strings: JsonStrings,
  store: RegexStore,
): Set<RegexId> {
  const bytes = new TextEncoder().encode(strings.written(name));
  return new Set(
    patterns.filter((pattern) => {
      let rest = pattern;
      for (const byte of bytes) rest = store.derivative(rest, byte);
      return store.isNullable(rest);
    }),
  );
}

interface Cell {
  readonly names: RegexId;
  readonly matched: ReadonlySet<RegexId>;
}

/** Splits all names by every pattern in turn and keeps what is not empty. */
function partition(
  patterns: readonly RegexId[],
  any: RegexId,
  store: RegexStore,
): readonly Cell[] | undefined {
  let cells: Cell[] = [{ names: any, matched: new Set() }];
  for (const pattern of patterns) {
    const split: Cell[] = [];
    for (const { names, matched } of cells) {
      const inside = names === any ? pattern : store.intersection([names, pattern]);
      const outside =
        pattern === any ? NO_TEXT : store.intersection([names, store.complement(pattern)]);
      if (store.tryIsEmpty(inside, REGEX_FUEL) !== true)
        split.push({ names: inside, matched: new Set([...matched, pattern]) });
      if (store.tryIsEmpty(outside, REGEX_FUEL) !== true) split.push({ names: outside, matched });
    }
    if (split.length > MOST_CLASSES) return undefined;
    cells = split;
  }
  return cells;
}

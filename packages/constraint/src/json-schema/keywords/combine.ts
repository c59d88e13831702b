import { type Alternative, both, type Conjunct, plainly } from '../conjunct.ts';
import type { ExpressionId } from '../kinds.ts';
import type { SchemaReader } from '../reader.ts';
import type { Site } from '../site.ts';

/** How many branches of an anyOf may be met at once where unevaluated* asks which ones were. */
const MOST_TRACKED_BRANCHES = 8;

/** The conjuncts of allOf, anyOf, oneOf, not and if. */
export function readCombinations(site: Site, reader: SchemaReader, tracked: boolean): Conjunct[] {
  return [
    ...readAll(site, reader, tracked),
    ...readAny(site, reader, tracked),
    ...readOne(site, reader, tracked),
    ...readNot(site, reader),
    ...readIf(site, reader, tracked),
  ];
}

function readAll(site: Site, reader: SchemaReader, tracked: boolean): Conjunct[] {
  const length = site.listLength('allOf');
  return Array.from({ length }, (_, index) => reader.ways(site, tracked, 'allOf', index));
}

function readAny(site: Site, reader: SchemaReader, tracked: boolean): Conjunct[] {
  const branches = readBranches(site, reader, tracked, 'anyOf');
  if (branches === undefined) return [];
  if (!tracked) return [branches.flat()];
  if (branches.length > MOST_TRACKED_BRANCHES) {
    site.unsupported('anyOf', 'has too many branches beside an unevaluated keyword');
  }
  // A value may meet several branches, and then all of them have looked at it.
  let met: Alternative[] = [];
  for (const branch of branches.slice(0, MOST_TRACKED_BRANCHES)) {
    const more = met.flatMap((one) =>
      branch.map((other) => both(one, other, reader.expander.table)),
    );
    met = [...met, ...branch, ...more];
  }
  return [met];
}

function readOne(site: Site, reader: SchemaReader, tracked: boolean): Conjunct[] {
  const branches = readBranches(site, reader, tracked, 'oneOf');
  if (branches === undefined) return [];
  const sets = branches.map((_, index) => reader.child(site, 'oneOf', index));
  if (!tracked) return [plainly(reader.expander.table.one(sets))];
  const others = exclusions(sets, reader);
  return [
    branches.flatMap((branch, index) =>
      branch.map((way) => ({
        ...way,
        expression: reader.expander.table.all([way.expression, ...others[index]!]),
      })),
    ),
  ];
}

/** For every set, the complements of those it overlaps; sets known to be disjoint need none. */
function exclusions(sets: readonly ExpressionId[], reader: SchemaReader): ExpressionId[][] {
  const { expander } = reader;
  const others = sets.map((): ExpressionId[] => []);
  for (let one = 0; one < sets.length; one++) {
    for (let other = one + 1; other < sets.length; other++) {
      if (expander.isDisjoint(sets[one]!, sets[other]!)) continue;
      others[one]!.push(expander.table.not(sets[other]!));
      others[other]!.push(expander.table.not(sets[one]!));
    }
  }
  return others;
}

function readBranches(
  site: Site,
  reader: SchemaReader,
  tracked: boolean,
  keyword: 'anyOf' | 'oneOf',
): Conjunct[] | undefined {
  const length = site.listLength(keyword);
  if (length === 0) return undefined;
  return Array.from({ length }, (_, index) => reader.ways(site, tracked, keyword, index));
}

function readNot(site: Site, reader: SchemaReader): Conjunct[] {
  if (!site.has('not')) return [];
  return [plainly(reader.expander.table.not(reader.child(site, 'not')))];
}

/** `(if ∧ then) ∨ (¬if ∧ else)`. */
function readIf(site: Site, reader: SchemaReader, tracked: boolean): Conjunct[] {
  const isKnown = site.draft !== 'draft4' && site.draft !== 'draft6';
  if (!isKnown || !site.has('if') || !(tracked || site.has('then') || site.has('else'))) return [];
  const { table } = reader.expander;
  const condition = reader.ways(site, tracked, 'if');
  const otherwise = plainly(table.not(reader.child(site, 'if')));
  const join = (left: Conjunct, keyword: string) => {
    if (!site.has(keyword)) return left;
    const right = reader.ways(site, tracked, keyword);
    return left.flatMap((one) => right.map((other) => both(one, other, table)));
  };
  return [[...join(condition, 'then'), ...join(otherwise, 'else')]];
}

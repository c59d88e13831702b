import type { ParserTables } from './tables.ts';

/** A skip lexeme that may come, and the lexemes that may come after it. */
export interface Skip {
  readonly lexeme: number;
  readonly before: readonly number[];
}

/**
 * What may be skipped between lexemes of the scopes `from` and the `terminals` that may follow: between
 * two lexemes the skip lexeme of the innermost scope that holds both.
 */
export function findSkips(
  { lexemes, skips, parents }: ParserTables,
  from: readonly number[],
  terminals: readonly number[],
): readonly Skip[] {
  const found = new Map<number, Set<number>>();
  for (const terminal of from.length > 0 ? terminals : []) {
    const scope = lexemes[terminal]?.scope;
    if (scope === undefined) continue;
    for (const other of from) {
      const skip = skips[commonScope(parents, scope, other)];
      if (skip === undefined) continue;
      const before = found.get(skip) ?? new Set();
      found.set(skip, before.add(terminal));
    }
  }
  return [...found].map(([lexeme, before]) => ({ lexeme, before: [...before] }));
}

/** A scope is made after the one that holds it, so the greater number is never the outer one. */
function commonScope(parents: readonly number[], left: number, right: number): number {
  let [inner, outer] = [Math.max(left, right), Math.min(left, right)];
  while (inner !== outer) {
    const parent = parents[inner]!;
    [inner, outer] = [Math.max(parent, outer), Math.min(parent, outer)];
  }
  return inner;
}

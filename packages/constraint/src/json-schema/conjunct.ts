import type { RegexId } from '../regex/store.ts';
import type { ExpressionTable } from './expression.ts';
import { type ExpressionId, NOTHING } from './kinds.ts';

/** What a schema has looked at already, so that unevaluated* leaves it alone. */
export interface Evaluated {
  readonly names: ReadonlySet<string>;
  readonly patterns: readonly RegexId[];
  readonly allNames: boolean;
  /** How many items from the first on. */
  readonly items: number;
  readonly allItems: boolean;
  /** Items that are in one of these sets, wherever they stand. */
  readonly containing: readonly ExpressionId[];
}

/** One way to meet a keyword, and what it looks at on this way. */
export interface Alternative {
  readonly expression: ExpressionId;
  readonly evaluated: Evaluated;
}

/** The ways to meet a keyword: a value meets it that meets one of them. */
export type Conjunct = readonly Alternative[];

export const evaluatedNothing: Evaluated = {
  names: new Set(),
  patterns: [],
  allNames: false,
  items: 0,
  allItems: false,
  containing: [],
};

export function plainly(expression: ExpressionId): Conjunct {
  return [{ expression, evaluated: evaluatedNothing }];
}

export function both(left: Alternative, right: Alternative, table: ExpressionTable): Alternative {
  const [one, other] = [left.evaluated, right.evaluated];
  return {
    expression: table.all([left.expression, right.expression]),
    evaluated: {
      names: one.names.union(other.names),
      patterns: [...new Set([...one.patterns, ...other.patterns])],
      allNames: one.allNames || other.allNames,
      items: Math.max(one.items, other.items),
      allItems: one.allItems || other.allItems,
      containing: [...new Set([...one.containing, ...other.containing])],
    },
  };
}

/** Every way to meet all conjuncts; `undefined` when there are more than `most`. */
export function everyWay(
  conjuncts: readonly Conjunct[],
  table: ExpressionTable,
  most: number,
): Conjunct | undefined {
  let ways: Conjunct | undefined;
  for (const conjunct of conjuncts) {
    ways = ways?.flatMap((way) => conjunct.map((next) => both(way, next, table))) ?? conjunct;
    ways = ways.filter(({ expression }) => expression !== NOTHING);
    if (ways.length > most) return undefined;
  }
  return ways;
}

import type { RuleSymbol } from '../grammar.ts';
import type { Row } from './row.ts';
import type { ParserTables } from './tables.ts';

/**
 * What a front end said of rules, told while they are written. A nonterminal has the value of its own
 * rule, or else those of the nearest rules above it: worked out once, since a row does not remember
 * the rules it came through.
 */
export class RuleMarks<Value extends string | number> {
  readonly #tables: ParserTables;
  /** By nonterminal; undefined where no rule has a value. */
  readonly #values: readonly ReadonlySet<Value>[] | undefined;

  constructor(tables: ParserTables, read: (rule: RuleSymbol) => Value | undefined) {
    this.#tables = tables;
    this.#values = spread(tables, read);
  }

  /** The value under which `terminals` are expected in `row`; undefined for none, and for several. */
  at(row: Row, terminals: readonly number[]): Value | undefined {
    if (this.#values === undefined) return undefined;
    const found = new Set<Value | undefined>();
    const { waitingForTerminal: waiting } = row;
    for (let item = 0; item < waiting.length; item += 4) {
      if (!terminals.includes(waiting[item]!)) continue;
      const values = this.#values[this.#tables.owner[waiting[item + 1]! - 1]!]!;
      if (values.size === 0) found.add(undefined);
      for (const value of values) found.add(value);
    }
    return found.size === 1 ? [...found][0] : undefined;
  }
}

function spread<Value>(
  tables: ParserTables,
  read: (rule: RuleSymbol) => Value | undefined,
): readonly ReadonlySet<Value>[] | undefined {
  const own = tables.rules.map((rule) => rule && read(rule));
  if (own.every((value) => value === undefined)) return undefined;
  const values = tables.rules.map(() => new Set<Value>());
  for (const [nonterminal, value] of own.entries()) {
    if (value === undefined) continue;
    const pending = [nonterminal];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (values[next]!.has(value)) continue;
      values[next]!.add(value);
      pending.push(...partsOf(tables, next).filter((part) => own[part] === undefined));
    }
  }
  return values;
}

/** The nonterminals that stand in a nonterminal's alternatives, which lie side by side. */
function partsOf({ operations, owner, alternatives }: ParserTables, nonterminal: number): number[] {
  const parts: number[] = [];
  const first = alternatives[nonterminal]![0] ?? operations.length;
  for (let dot = first; dot < operations.length && owner[dot] === nonterminal; dot++) {
    const code = operations[dot]!;
    if (code >= 0 && (code & 1) === 0) parts.push(code >>> 1);
  }
  return parts;
}

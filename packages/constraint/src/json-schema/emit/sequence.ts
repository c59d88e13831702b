import type { GrammarBuilder, SymbolId } from '../../grammar.ts';

/** A step of an automaton over the parts of a list: what it writes, nothing when it writes nothing. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly symbols: readonly SymbolId[] | undefined;
}

/** State 0 is the first one. */
export interface Sequence {
  readonly steps: readonly Step[];
  readonly accepting: ReadonlySet<number>;
}

/**
 * The alternatives of a list whose parts, with separators between them, follow an automaton. The rules
 * are left-recursive, one for each state: what led to a state is forgotten, and equal states meet in
 * equal rows of the parser.
 */
export function emitSequence(
  builder: GrammarBuilder,
  sequence: Sequence,
  separator: SymbolId,
): SymbolId[][] {
  const fresh = freshStates(sequence);
  const rules = new Map<number, SymbolId>();
  const alternatives = new Map<number, SymbolId[][]>();
  for (const { to, symbols } of sequence.steps) {
    if (symbols !== undefined && !rules.has(to)) rules.set(to, builder.rule());
  }
  // States reached by silent steps from a state that has written something have written it too.
  for (let grew = true; grew; ) {
    grew = false;
    for (const { from, to } of sequence.steps) {
      if (!rules.has(from) || rules.has(to)) continue;
      rules.set(to, builder.rule());
      grew = true;
    }
  }
  const add = (state: number, alternative: SymbolId[]) => {
    const list = alternatives.get(state);
    if (list === undefined) alternatives.set(state, [alternative]);
    else list.push(alternative);
  };
  for (const { from, to, symbols } of sequence.steps) {
    const before = rules.get(from);
    if (symbols === undefined) {
      if (before !== undefined) add(to, [before]);
      continue;
    }
    if (fresh.has(from)) add(to, [...symbols]);
    if (before !== undefined) add(to, [before, separator, ...symbols]);
  }
  for (const [state, rule] of rules) builder.define(rule, alternatives.get(state) ?? []);
  const bodies = [...sequence.accepting].flatMap((state) => {
    const rule = rules.get(state);
    return rule === undefined ? [] : [[rule]];
  });
  const isEmptyAllowed = [...sequence.accepting].some((state) => fresh.has(state));
  return isEmptyAllowed ? [[], ...bodies] : bodies;
}

/** The states in which nothing is written yet. */
function freshStates({ steps }: Sequence): Set<number> {
  const silent = new Map<number, number[]>();
  for (const { from, to, symbols } of steps) {
    if (symbols !== undefined) continue;
    const targets = silent.get(from);
    if (targets === undefined) silent.set(from, [to]);
    else targets.push(to);
  }
  const fresh = new Set([0]);
  for (const state of fresh) for (const to of silent.get(state) ?? []) fresh.add(to);
  return fresh;
}

/** Numbers the states of an automaton as they are met; the first one gets 0. */
export class StateNumbers<State> {
  readonly states: State[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** `undefined` when there would be too many. */
  numberOf(key: string, state: State): number | undefined {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    if (this.states.length >= this.#most) return undefined;
    const number = this.states.push(state) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}

/** Transitions by the number of a symbol. State 0 is the first one. */
export type SuffixAutomaton = readonly ReadonlyMap<number, number>[];

/**
 * The smallest automaton that reads every run of neighbouring symbols of a list, and nothing else
 * (Blumer et al. 1985). At most two states for each symbol.
 */
export function suffixAutomaton(symbols: readonly number[]): SuffixAutomaton {
  const next: Map<number, number>[] = [new Map()];
  /** The longest run that leads to a state. */
  const longest = [0];
  /** The state of the longest shorter suffix that stands elsewhere too. */
  const link = [-1];
  let last = 0;
  for (const symbol of symbols) {
    const state = next.push(new Map()) - 1;
    longest.push(longest[last]! + 1);
    link.push(0);
    let at = last;
    for (; at >= 0 && !next[at]!.has(symbol); at = link[at]!) next[at]!.set(symbol, state);
    last = state;
    if (at < 0) continue;
    const target = next[at]!.get(symbol)!;
    if (longest[target] === longest[at]! + 1) {
      link[state] = target;
      continue;
    }
    const copy = next.push(new Map(next[target])) - 1;
    longest.push(longest[at]! + 1);
    link.push(link[target]!);
    link[target] = copy;
    link[state] = copy;
    for (; at >= 0 && next[at]!.get(symbol) === target; at = link[at]!) next[at]!.set(symbol, copy);
  }
  return next;
}

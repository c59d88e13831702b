import type { MergeTable } from './merge-table.ts';
import { NumberHeap } from './number-heap.ts';

const gone = -2;

/**
 * Byte-pair encoding: merges the pair of the lowest rank, leftmost first, until none is left. Changes `symbols` in place: each
 * token ends up where its first symbol was, and what it took in becomes `isGone`. A word of n symbols costs n log n.
 */
export function mergeSymbols(symbols: Int32Array, merges: MergeTable): void {
  const { length } = symbols;
  const next = new Int32Array(length);
  const previous = new Int32Array(length);
  const heap = new NumberHeap();

  function rankAt(at: number): number {
    return next[at]! < length ? merges.rank(symbols[at]!, symbols[next[at]!]!) : -1;
  }

  function offer(at: number): void {
    const rank = rankAt(at);
    // One number that sorts by rank, then by place.
    if (rank >= 0) heap.push(rank * length + at);
  }

  for (let at = 0; at < length; at++) {
    next[at] = at + 1;
    previous[at] = at - 1;
    offer(at);
  }
  for (let key = heap.pop(); key !== undefined; key = heap.pop()) {
    const at = key % length;
    const rank = (key - at) / length;
    // The pair may have changed since it was offered.
    if (isGone(symbols[at]!) || rankAt(at) !== rank) continue;
    const taken = next[at]!;
    symbols[at] = merges.result(rank);
    symbols[taken] = gone;
    next[at] = next[taken]!;
    if (next[at]! < length) previous[next[at]!] = at;
    if (previous[at]! >= 0) offer(previous[at]!);
    offer(at);
  }
}

/** Whether another symbol has taken this one in. */
export function isGone(symbol: number): boolean {
  return symbol === gone;
}

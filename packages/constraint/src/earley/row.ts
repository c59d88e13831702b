import type { Skip } from './skipping.ts';

/**
 * What the parser expects at one point of the text. Equal expectations are one row, whatever text led
 * to them, so that everything computed for a row holds wherever it comes up again.
 */
export interface Row {
  readonly id: number;
  /** Whether the text may end here. */
  readonly isAccepting: boolean;
  /** Terminals that may come, sorted. */
  readonly terminals: readonly number[];
  /** Items that wait for a terminal: four numbers each, see `WaitingItems`. */
  readonly waitingForTerminal: Int32Array;
  /** Items that wait for a nonterminal, by nonterminal. */
  readonly waitingForNonterminal: ReadonlyMap<number, readonly number[]>;
  /** Return sets of the nonterminals that start here. */
  readonly returns: Map<number, number>;
  /** Next rows by set of lexemes; -1 for none. */
  readonly scans: Map<number, number>;
  /** What may be skipped first. */
  readonly skips: readonly Skip[];
  /** Start states of the lexer: fresh, and by the skip lexemes just read. */
  readonly starts: Map<number, number>;
}

/**
 * How an item says to whom its rule returns when it started in the row itself: the nonterminal. Else
 * it is a return set.
 */
export function localReturn(nonterminal: number): number {
  return -1 - nonterminal;
}

export function nonterminalOfLocal(localReturn: number): number {
  return -1 - localReturn;
}

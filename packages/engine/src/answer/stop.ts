import { openEnd } from '../dialect/input.ts';

/** Where a text ends because of a stop string, or how much of its end may still become one. */
export interface StopSearch {
  /** Where the stop string begins that was whole first; `undefined` when there is none. */
  readonly start: number | undefined;
  /** The length of what is no part of a stop string whatever comes. */
  readonly free: number;
}

/**
 * Looks for stop strings in text of which the end is still to come. The one counts that is whole first; of two that are whole
 * with the same character the longer one. So it does not matter how the text is cut into tokens.
 */
export function findStop(stops: readonly string[], text: string): StopSearch {
  let start: number | undefined;
  let end = Infinity;
  for (const stop of stops) {
    const found = text.indexOf(stop);
    if (found < 0 || found + stop.length > end) continue;
    if (found + stop.length < end || found < start!) {
      start = found;
      end = found + stop.length;
    }
  }
  return { start, free: start ?? text.length - openEnd(stops, text) };
}

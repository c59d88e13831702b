import { defaultThreads } from './threads.ts';

/** Up to so many weights are held twice where there are several threads: sessions do not share what they have prepared. */
const MOST_WEIGHTS_TWICE = 200_000_000;

/** Whether so many weights are held twice, once for each session, where the graph updates its caches in place. */
export function areHeldTwice(weights: number, threads = defaultThreads(weights)): boolean {
  return threads > 1 && weights <= MOST_WEIGHTS_TWICE;
}

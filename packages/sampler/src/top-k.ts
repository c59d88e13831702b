import { blockEnd, blockSize, lowestThreshold, nextBlock } from './blocks.ts';
import { brokenLogitError } from './errors.ts';
import { partition } from './partition.ts';
import type { Selection } from './selection.ts';
import type { Workspace } from './workspace.ts';

/**
 * Makes the `k` largest logits, and all that tie with the k-th, the candidates. Gathers whatever reaches
 * a threshold that most likely k logits reach, and raises it when there is no more room.
 */
export function topKSelection(k: number, workspace: Workspace): Selection {
  const { candidates } = workspace;
  return () => {
    const estimate = estimateThreshold(k, workspace);
    selectAbove(estimate, k, workspace);
    const wasTooHigh = candidates.count < k && estimate > lowestThreshold;
    if (wasTooHigh) selectAbove(lowestThreshold, k, workspace);
    if (candidates.count > k) keepLargest(k, workspace);
  };
}

/** One block in so many is looked at to estimate the threshold. */
const sampling = 48;

/**
 * What hardly more than k logits reach, by a sample of them; fewer do only if the likely ones shun the
 * sample. `lowestThreshold` if the sample is too small to tell.
 */
function estimateThreshold(k: number, workspace: Workspace): number {
  const { candidates, logits } = workspace;
  const expected = Math.ceil(k / sampling);
  const rank = expected + 3 * Math.ceil(Math.sqrt(expected));
  let room = 2 * rank + blockSize;
  let threshold = lowestThreshold;
  candidates.count = 0;
  for (let start = 0; start < logits.length; start += sampling * blockSize) {
    gather(start, blockEnd(logits, start), threshold, workspace);
    if (candidates.count < room) continue;
    threshold = keepLargest(rank, workspace);
    room = roomBehind(room, candidates.count);
  }
  return candidates.count < rank ? lowestThreshold : keepLargest(rank, workspace);
}

/** Makes the `k` largest of the logits from `least` up candidates, and some that are smaller. */
function selectAbove(least: number, k: number, workspace: Workspace): void {
  const { candidates, logits } = workspace;
  let room = 4 * k + 64;
  let threshold = least;
  candidates.count = 0;
  let start = nextBlock(logits, 0, threshold);
  while (start < logits.length) {
    const end = blockEnd(logits, start);
    gather(start, end, threshold, workspace);
    if (candidates.count >= room) {
      threshold = keepLargest(k, workspace);
      room = roomBehind(room, candidates.count);
    }
    start = nextBlock(logits, end, threshold);
  }
}

/** If so many stayed that they must be ties, they get room, or each further one would cost a selection. */
function roomBehind(room: number, stayed: number): number {
  return 2 * stayed > room ? 2 * room : room;
}

/** Adds what reaches `threshold` in `start..end` to the candidates. */
function gather(
  start: number,
  end: number,
  threshold: number,
  { logits, candidates }: Workspace,
): void {
  for (let id = start; id < end; id++) {
    const logit = logits[id]!;
    if (logit < threshold) continue;
    if (!(logit < Infinity)) throw brokenLogitError(logits);
    candidates.push(id, logit);
  }
}

/** Returns the k-th largest weight, below which all are dropped. */
function keepLargest(k: number, workspace: Workspace): number {
  const { candidates } = workspace;
  const { weights, count } = candidates;
  const numbers = workspace.numbers(count);
  for (let index = 0; index < count; index++) numbers[index] = weights[index]!;
  const least = findLargest(numbers, count, k);
  candidates.keepFrom(least);
  return least;
}

/** The k-th largest of the first `count` values, which it reorders (Hoare's quickselect). */
function findLargest(values: Float64Array, count: number, k: number): number {
  let first = 0;
  let last = count - 1;
  while (first < last) {
    const split = partition(values, first, last);
    if (k - 1 <= split) last = split;
    else first = split + 1;
  }
  return values[first]!;
}

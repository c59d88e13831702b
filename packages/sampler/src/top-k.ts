import { blockSize } from './kernel/kernel.ts';
import { partition } from './partition.ts';
import { lowestThreshold, type Selection } from './selection.ts';
import type { Workspace } from './workspace.ts';

/**
 * Makes the `k` largest logits, and all that tie with the k-th, the candidates. Gathers whatever reaches
 * a threshold that at least k logits reach, and raises it when there is no more room.
 */
export function topKSelection(k: number, workspace: Workspace): Selection {
  const { candidates, kernel } = workspace;
  return () => {
    const { logits, maxima } = kernel;
    candidates.count = 0;
    let room = 2 * k + 64;
    let threshold = Math.max(lowestThreshold, findThreshold(k, workspace));
    for (let block = 0; block < maxima.length; block++) {
      if (maxima[block]! < threshold) continue;
      for (let id = block * blockSize; id < (block + 1) * blockSize; id++) {
        if (logits[id]! < threshold) continue;
        candidates.push(id, logits[id]!);
        if (candidates.count < room) continue;
        threshold = keepLargest(k, workspace);
        // Only ties can have stayed: give them room, or each further one costs a selection.
        if (2 * candidates.count > room) room *= 2;
      }
    }
    if (candidates.count > k) keepLargest(k, workspace);
  };
}

/**
 * The k-th largest of the maxima of some 4k stretches of the vocabulary, which hardly more than k logits
 * reach unless the likely ones stand close together. -Infinity if there are not k blocks.
 */
function findThreshold(k: number, workspace: Workspace): number {
  const { maxima } = workspace.kernel;
  const stride = Math.max(1, Math.floor(maxima.length / (4 * k)));
  const stretches = Math.ceil(maxima.length / stride);
  const numbers = workspace.numbers(stretches);
  let block = 0;
  for (let stretch = 0; stretch < stretches; stretch++) {
    const end = Math.min(block + stride, maxima.length);
    let max = -Infinity;
    for (; block < end; block++) if (maxima[block]! > max) max = maxima[block]!;
    numbers[stretch] = max;
  }
  return findLargest(numbers, stretches, k);
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

/**
 * The k-th largest of the first `count` values, which it reorders (Hoare's quickselect); -Infinity if
 * there are fewer.
 */
function findLargest(values: Float64Array, count: number, k: number): number {
  if (count < k) return -Infinity;
  let first = 0;
  let last = count - 1;
  while (first < last) {
    const split = partition(values, first, last);
    if (k - 1 <= split) last = split;
    else first = split + 1;
  }
  return values[first]!;
}

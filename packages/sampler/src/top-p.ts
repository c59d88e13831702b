import { lowestThreshold } from './blocks.ts';
import { partition } from './partition.ts';
import { type Selection, selectFrom } from './selection.ts';
import { softmax, sumWeights, totalWeight } from './softmax.ts';
import { findLikeliest } from './temperature.ts';
import type { Workspace } from './workspace.ts';

/**
 * Keeps the smallest set of candidates, likeliest first, whose weight reaches `topP` of the whole
 * (Holtzman et al. 2020). Of tokens equally likely at the edge those with the lower ids stay.
 */
export function keepTopP(topP: number, workspace: Workspace): void {
  keepReaching(topP * totalWeight(workspace.candidates), Infinity, workspace);
}

/**
 * Makes the top-p set of a whole vocabulary the candidates, with their weights. No sort: ever more of the
 * likeliest tokens are gathered until they reach `topP`, and only the last addition is put in order.
 */
export function topPSelection(
  settings: { readonly topP: number; readonly temperature: number },
  workspace: Workspace,
): Selection {
  const { candidates } = workspace;
  const { topP, temperature } = settings;
  return () => {
    candidates.count = 0;
    const likeliest = findLikeliest(workspace);
    if (likeliest < 0) return;
    const max = workspace.logits[likeliest]!;
    const target = topP * sumWeights(max, temperature, workspace);
    let depth = 2;
    do {
      depth *= 2;
      const threshold = depth < deepest ? max - depth * temperature : lowestThreshold;
      selectFrom(threshold, workspace);
      softmax(candidates, temperature);
    } while (depth < deepest && totalWeight(candidates) < target);
    keepReaching(target, depth > 4 ? Math.exp(-depth / 2) : Infinity, workspace);
  };
}

/** exp(-1024) is 0: there is nothing further down. */
const deepest = 1024;

/**
 * Drops what is not needed, heaviest first, for all candidates to reach `target` together. Those that
 * weigh more than `most` are needed in any case.
 */
function keepReaching(target: number, most: number, workspace: Workspace): void {
  const { candidates } = workspace;
  const values = workspace.numbers(candidates.count);
  let count = 0;
  let heavier = 0;
  for (let index = 0; index < candidates.count; index++) {
    const weight = candidates.weights[index]!;
    if (weight <= most) values[count++] = weight;
    else heavier += weight;
  }
  if (count === 0) return;
  const needed = orderUntilReached(values, count, target - heavier);
  const least = values[needed - 1]!;
  let ties = 0;
  for (let index = 0; index < needed; index++) if (values[index] === least) ties++;
  candidates.keepAbove(least, ties);
}

/**
 * Reorders the first `count` values so that the largest come first as far as their sum needs to go to
 * reach `target`, and returns how many that takes: quickselect, by sum instead of rank.
 */
function orderUntilReached(values: Float64Array, count: number, target: number): number {
  let first = 0;
  let last = count - 1;
  let missing = target;
  while (first < last) {
    const split = partition(values, first, last);
    let sum = 0;
    for (let index = first; index <= split; index++) sum += values[index]!;
    if (sum >= missing) {
      last = split;
    } else {
      missing -= sum;
      first = split + 1;
    }
  }
  return first + 1;
}

import type { Candidates } from './candidates.ts';
import { sumWeights, totalWeight } from './softmax.ts';
import { findLikeliest } from './temperature.ts';
import { sumSize, type Workspace } from './workspace.ts';

/**
 * Inverse CDF over the candidates in the order of their ids: the first whose cumulated weight exceeds
 * `uniform`, a number of [0, 1), times the total; -1 if there are none.
 */
export function draw(candidates: Candidates, uniform: number): number {
  const { ids, weights, count } = candidates;
  let rest = uniform * totalWeight(candidates);
  let drawn = -1;
  for (let index = 0; index < count && rest >= 0; index++) {
    // Rounding may leave a little of `rest` at the end: it belongs to the last token of any weight.
    if (weights[index]! > 0) drawn = ids[index]!;
    rest -= weights[index]!;
  }
  return drawn;
}

/**
 * The same over a whole vocabulary of which nothing is cut off. Weights are summed in stretches, so
 * that only the drawn token's stretch is walked twice.
 */
export function drawFromAll(workspace: Workspace, temperature: number, uniform: number): number {
  const { logits, sums } = workspace;
  const likeliest = findLikeliest(workspace);
  if (likeliest < 0) return -1;
  const max = logits[likeliest]!;
  let rest = uniform * sumWeights(max, temperature, workspace);
  let start = 0;
  while (start + sumSize < logits.length && rest >= sums[start / sumSize]!) {
    rest -= sums[start / sumSize]!;
    start += sumSize;
  }
  let drawn = likeliest;
  for (let id = start; id < logits.length && rest >= 0; id++) {
    const weight = Math.exp((logits[id]! - max) / temperature);
    if (weight > 0) drawn = id;
    rest -= weight;
  }
  return drawn;
}

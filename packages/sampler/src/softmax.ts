import type { Candidates } from './candidates.ts';
import { expOfSteps, stepsPerUnit } from './exponential.ts';
import { sumSize, type Workspace } from './workspace.ts';

/**
 * Turns the candidates' logits into probabilities relative to the likeliest, whose weight becomes 1:
 * exp((l - max) / T), which is the softmax of l / T but for a factor.
 */
export function softmax(candidates: Candidates, temperature: number): void {
  const { weights, count } = candidates;
  const max = largestWeight(candidates);
  for (let index = 0; index < count; index++) {
    weights[index] = Math.exp((weights[index]! - max) / temperature);
  }
}

/** The largest of the candidates' weights; -Infinity if there are none. */
export function largestWeight({ weights, count }: Candidates): number {
  let max = -Infinity;
  for (let index = 0; index < count; index++) max = Math.max(max, weights[index]!);
  return max;
}

/** The sum of the candidates' weights. */
export function totalWeight(candidates: Candidates): number {
  const { weights, count } = candidates;
  let total = 0;
  for (let index = 0; index < count; index++) total += weights[index]!;
  return total;
}

/**
 * The sum of such weights over all logits, `max` being the largest of them; the workspace's `sums` get
 * the sum over each `sumSize` of them.
 */
export function sumWeights(max: number, temperature: number, workspace: Workspace): number {
  const { logits, sums } = workspace;
  // Finite however low the temperature is: the likeliest token is 0 steps away.
  const scale = Math.min(stepsPerUnit / temperature, Number.MAX_VALUE);
  let total = 0;
  for (let start = 0; start < logits.length; start += sumSize) {
    const end = Math.min(start + sumSize, logits.length);
    let sum = 0;
    for (let id = start; id < end; id++) sum += expOfSteps((max - logits[id]!) * scale);
    sums[start / sumSize] = sum;
    total += sum;
  }
  return total;
}

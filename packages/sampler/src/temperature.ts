import { blockSize } from './kernel/kernel.ts';
import type { Workspace } from './workspace.ts';

/**
 * The token with the largest logit, the lowest id of a tie; -1 when every logit is -Infinity. This is
 * what temperature 0 draws.
 */
export function findLikeliest({ kernel }: Workspace): number {
  const { logits, maxima } = kernel;
  let max = -Infinity;
  let best = -1;
  for (let block = 0; block < maxima.length; block++) {
    if (maxima[block]! <= max) continue;
    max = maxima[block]!;
    best = block;
  }
  return best < 0 ? -1 : logits.indexOf(max, best * blockSize);
}

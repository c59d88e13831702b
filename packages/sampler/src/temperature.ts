import { blockEnd, lowestThreshold, nextBlock } from './blocks.ts';
import { brokenLogitError } from './errors.ts';
import type { Workspace } from './workspace.ts';

/**
 * The token with the largest logit, the lowest id of a tie; -1 when every logit is -Infinity. This is
 * what temperature 0 draws. Throws `LogitsError` if any logit is NaN or +Infinity.
 */
export function findLikeliest({ logits }: Workspace): number {
  let max = -Infinity;
  let best = -1;
  let start = nextBlock(logits, 0, lowestThreshold);
  while (start < logits.length) {
    const end = blockEnd(logits, start);
    for (let id = start; id < end; id++) {
      const logit = logits[id]!;
      if (logit <= max) continue;
      if (!(logit < Infinity)) throw brokenLogitError(logits);
      max = logit;
      best = id;
    }
    start = nextBlock(logits, end, Math.max(max, lowestThreshold));
  }
  return best;
}

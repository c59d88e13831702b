import { blockSize } from './kernel/kernel.ts';
import type { Workspace } from './workspace.ts';

/**
 * Makes tokens of the workspace's logits its candidates, in place of those that were there; none when
 * every logit is -Infinity. `kernel.maxima` has to be up to date.
 */
export type Selection = () => void;

/** Below every finite float32 and above -Infinity. */
export const lowestThreshold = -Number.MAX_VALUE;

/** Makes every token whose logit is at least `threshold` a candidate, with its logit. */
export function selectFrom(threshold: number, { kernel, candidates }: Workspace): void {
  const { logits, maxima } = kernel;
  candidates.count = 0;
  for (let block = 0; block < maxima.length; block++) {
    if (maxima[block]! < threshold) continue;
    for (let id = block * blockSize; id < (block + 1) * blockSize; id++) {
      if (logits[id]! >= threshold) candidates.push(id, logits[id]!);
    }
  }
}

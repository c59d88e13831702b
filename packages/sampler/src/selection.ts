import { blockEnd, nextBlock } from './blocks.ts';
import type { Workspace } from './workspace.ts';

/**
 * Makes tokens of the workspace's logits its candidates, in place of those that were there; none when
 * every logit is -Infinity. Throws `LogitsError` if any logit is NaN or +Infinity.
 */
export type Selection = () => void;

/** Makes every token whose logit is at least `threshold` a candidate, with its logit. */
export function selectFrom(threshold: number, { logits, candidates }: Workspace): void {
  candidates.count = 0;
  let start = nextBlock(logits, 0, threshold);
  while (start < logits.length) {
    const end = blockEnd(logits, start);
    for (let id = start; id < end; id++) {
      if (logits[id]! >= threshold) candidates.push(id, logits[id]!);
    }
    start = nextBlock(logits, end, threshold);
  }
}

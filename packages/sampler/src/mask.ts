import { brokenLogitError } from './errors.ts';
import type { Workspace } from './workspace.ts';

/**
 * Sets to -Infinity every logit that `mask` does not allow: bit i of word i>>>5 = token i may come. A
 * forbidden logit that is NaN or +Infinity is an error like any other.
 */
export function applyMask(mask: Uint32Array, { kernel, vocabularySize }: Workspace): void {
  if (mask.length * 32 < vocabularySize) {
    throw new RangeError(
      `a mask of ${mask.length} words is too short for ${vocabularySize} logits`,
    );
  }
  const room = kernel.mask.length;
  kernel.mask.set(mask.length > room ? mask.subarray(0, room) : mask);
  if (!kernel.applyMask()) {
    throw brokenLogitError(kernel.logits);
  }
}

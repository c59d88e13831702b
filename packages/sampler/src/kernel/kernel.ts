/** How many logits an entry of `maxima` stands for. */
export const blockSize = 64;

/**
 * One step's logits in memory of our own, and the passes over all of them. Whatever a stage wants to know
 * of the likeliest tokens it then finds in the few blocks whose largest logit matters.
 */
export interface Kernel {
  /** The logits, behind them -Infinity up to the end of a block. The stages change them in place. */
  readonly logits: Float32Array;
  /** The largest logit of each block, as `findMaxima` found it. */
  readonly maxima: Float32Array;
  /** One bit per logit, to be filled before `applyMask`. */
  readonly mask: Uint32Array;
  /** Fills `maxima`. Returns false if any logit is NaN or +Infinity. */
  findMaxima(): boolean;
  /** Sets every logit whose bit in `mask` is 0 to -Infinity. Returns false if one was NaN or +Infinity. */
  applyMask(): boolean;
}

export type CreateKernel = (size: number) => Kernel;

export function blocksOf(size: number): number {
  return Math.ceil(size / blockSize);
}

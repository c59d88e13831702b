/** How many logits are compared at once. */
export const blockSize = 16;

/** No finite float32 is less, and -Infinity is. */
export const lowestThreshold = -3.4028234663852886e38;

/**
 * Where the first block at or behind `start` begins that may hold a logit of at least `threshold`, or one
 * that is NaN; `logits.length` when there is none. Almost all blocks of a vocabulary are passed over here,
 * at one comparison per logit and no other work. What is left behind the last full block counts as a
 * block that may.
 */
export function nextBlock(logits: Float32Array, start: number, threshold: number): number {
  // As float32, so that the engine need not widen the logits. No logit lies between the two.
  const least = Math.fround(threshold);
  const lastFull = logits.length - blockSize;
  let at = start;
  for (; at <= lastFull; at += blockSize) {
    const isBelow =
      logits[at]! < least &&
      logits[(at + 1) | 0]! < least &&
      logits[(at + 2) | 0]! < least &&
      logits[(at + 3) | 0]! < least &&
      logits[(at + 4) | 0]! < least &&
      logits[(at + 5) | 0]! < least &&
      logits[(at + 6) | 0]! < least &&
      logits[(at + 7) | 0]! < least &&
      logits[(at + 8) | 0]! < least &&
      logits[(at + 9) | 0]! < least &&
      logits[(at + 10) | 0]! < least &&
      logits[(at + 11) | 0]! < least &&
      logits[(at + 12) | 0]! < least &&
      logits[(at + 13) | 0]! < least &&
      logits[(at + 14) | 0]! < least &&
      logits[(at + 15) | 0]! < least;
    if (!isBelow) return at;
  }
  return Math.min(at, logits.length);
}

/** Where the block that begins at `start` ends. */
export function blockEnd(logits: Float32Array, start: number): number {
  return Math.min(start + blockSize, logits.length);
}

import { blockEnd, nextBlock } from './blocks.ts';
import { brokenLogitError } from './errors.ts';
import type { Workspace } from './workspace.ts';

/**
 * Sets to -Infinity every logit that `mask` does not allow: bit i of word i>>>5 = token i may come. A
 * forbidden logit that is NaN or +Infinity is an error like any other.
 */
export function applyMask(mask: Uint32Array, { logits }: Workspace): void {
  if (mask.length * 32 < logits.length) {
    throw new RangeError(`a mask of ${mask.length} words is too short for ${logits.length} logits`);
  }
  assertSound(logits);
  const fullWords = logits.length >>> 5;
  let word = 0;
  while (word < fullWords) {
    const allowed = mask[word]!;
    if (allowed === 0) {
      const start = word;
      while (word < fullWords && mask[word] === 0) word++;
      logits.fill(-Infinity, 32 * start, 32 * word);
    } else {
      forbid(~allowed, logits, 32 * word++);
    }
  }
  const rest = logits.length & 31;
  if (rest > 0) forbid(~mask[fullWords]! & ((1 << rest) - 1), logits, 32 * fullWords);
}

/** What the mask overwrites no later stage can see. */
function assertSound(logits: Float32Array): void {
  for (let start = 0; start < logits.length; ) {
    start = nextBlock(logits, start, Infinity);
    for (const end = blockEnd(logits, start); start < end; start++) {
      if (!(logits[start]! < Infinity)) throw brokenLogitError(logits);
    }
  }
}

/** Sets the logit behind `start` of each bit in `bits` to -Infinity. */
function forbid(bits: number, logits: Float32Array, start: number): void {
  for (let rest = bits; rest !== 0; rest &= rest - 1) {
    logits[start + 31 - Math.clz32(rest & -rest)] = -Infinity;
  }
}

/*
 * Loops over whole words of a mask: most words allow all of their tokens or none, and those cost one
 * comparison for 32 tokens.
 */

/** Sets to -Infinity, in place, every logit whose bit in `mask` is 0 (bit i of word i>>>5 = token i). */
export function applyMask(logits: Float32Array, mask: Uint32Array): void {
  const whole = logits.length >>> 5;
  if (mask.length < (logits.length + 31) >>> 5) {
    throw new RangeError(`${mask.length} words are too few for ${logits.length} logits`);
  }
  for (let word = 0; word < whole; word++) {
    let forbidden = ~mask[word]!;
    if (forbidden === 0) continue;
    const start = word << 5;
    if (forbidden === -1) {
      while (word + 1 < whole && mask[word + 1] === 0) word++;
      logits.fill(-Infinity, start, (word + 1) << 5);
      continue;
    }
    while (forbidden !== 0) {
      const bit = forbidden & -forbidden;
      logits[start + 31 - Math.clz32(bit)] = -Infinity;
      forbidden ^= bit;
    }
  }
  for (let token = whole << 5; token < logits.length; token++) {
    if (((mask[token >>> 5]! >>> (token & 31)) & 1) === 0) logits[token] = -Infinity;
  }
}

/** The allowed token with the largest logit, the first of equals; -1 where none is above -Infinity. */
export function argmaxMasked(logits: Float32Array, mask: Uint32Array): number {
  const words = Math.min(mask.length, (logits.length + 31) >>> 5);
  let best = -1;
  let most = -Infinity;
  for (let word = 0; word < words; word++) {
    let allowed = mask[word]! | 0;
    if (allowed === 0) {
      // Most words of most masks: four at a time.
      while (word + 4 < words) {
        if ((mask[word + 1]! | mask[word + 2]! | mask[word + 3]! | mask[word + 4]!) !== 0) break;
        word += 4;
      }
      continue;
    }
    const start = word << 5;
    if (allowed === -1) {
      const end = Math.min(start + 32, logits.length);
      for (let token = start; token < end; token++) {
        if (logits[token]! > most) {
          most = logits[token]!;
          best = token;
        }
      }
      continue;
    }
    while (allowed !== 0) {
      const bit = allowed & -allowed;
      const token = start + 31 - Math.clz32(bit);
      allowed ^= bit;
      if (logits[token]! > most) {
        most = logits[token]!;
        best = token;
      }
    }
  }
  return best;
}

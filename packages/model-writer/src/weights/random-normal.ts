/**
 * Numbers of a bell curve around 0, seeded: the sum of four random bytes, which is normal enough for weights (nothing beyond
 * 3.5 deviations) and takes a nanosecond or two. The bytes come from xorshift32 (Marsaglia, 2003).
 */
export function randomNormal(length: number, deviation: number, seed: number): Float32Array {
  const values = new Float32Array(length);
  const factor = deviation / BYTE_SUM_DEVIATION;
  let state = seed | 0 || 1;
  for (let index = 0; index < length; index++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const sum = (state & 255) + ((state >>> 8) & 255) + ((state >>> 16) & 255) + (state >>> 24);
    values[index] = (sum - BYTE_SUM_MEAN) * factor;
  }
  return values;
}

const BYTE_SUM_MEAN = 4 * 127.5;
const BYTE_SUM_DEVIATION = Math.sqrt((4 * (256 ** 2 - 1)) / 12);

/** The nearest binary16 numbers (IEEE 754; ties to even), as their bits. */
export function toHalf(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let index = 0; index < bits.length; index++) halves[index] = roundToHalf(bits[index]!);
  return halves;
}

export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

const INFINITE_HALF = 0x7c00;
/** Bits of the binary32 numbers 65520, which rounds to infinity, and 2^-14, the least normal half. */
const FIRST_INFINITE = 0x477ff000;
const FIRST_NORMAL = 0x38800000;

function roundToHalf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude >= FIRST_INFINITE) return sign | INFINITE_HALF | (magnitude > 0x7f800000 ? 1 : 0);
  if (magnitude < FIRST_NORMAL) return sign | subnormalHalf(magnitude);
  const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
  return sign | ((rounded - 0x38000000) >>> 13);
}

/** Multiples of 2^-24: aligns the fraction to them, then rounds to even. */
function subnormalHalf(magnitude: number): number {
  const shift = 126 - (magnitude >>> 23);
  if (shift > 24) return 0;
  const fraction = (magnitude & 0x7fffff) | 0x800000;
  const low = fraction & ((1 << shift) - 1);
  const middle = 1 << (shift - 1);
  const whole = fraction >>> shift;
  return low > middle || (low === middle && whole & 1) ? whole + 1 : whole;
}

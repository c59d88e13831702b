import type { ElementType } from './native-tensor.ts';

/** Numbers as a graph has them; those of 16 bits as their bits. */
export type NumberArray = Float32Array<SharedArrayBuffer> | Uint16Array<SharedArrayBuffer>;

/**
 * Memory that is taken up as it is written. It is shared memory because V8 counts all other in full, and collects garbage for each
 * piece of it. Throws `RangeError` when the system does not reserve so much.
 */
export function allocateNumbers(type: ElementType, count: number): NumberArray {
  const memory = new SharedArrayBuffer(count * numberBytes(type));
  return type === 'float16' ? new Uint16Array(memory) : new Float32Array(memory);
}

export function numberBytes(type: ElementType): number {
  return type === 'float16' ? 2 : 4;
}

/** Every number of 16 bits by its bits. */
export function float16Values(): Float32Array {
  return Float32Array.from({ length: 2 ** 16 }, (_, bits) => float16Value(bits));
}

function float16Value(bits: number): number {
  const sign = bits < 0x8000 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

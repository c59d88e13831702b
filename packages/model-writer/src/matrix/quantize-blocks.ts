/** Numbers of 4 bits, two in a byte (the first one low), and for each block the scale that brings `number - 8` back. */
export interface QuantizedBlocks {
  readonly levels: Uint8Array;
  readonly scales: Float32Array;
}

/**
 * Quantizes blocks of neighbours, none of which may reach over the end of a row. The number of largest magnitude becomes 0, that
 * is -8, whichever its sign: so the whole range is used, as in llama.cpp's `quantize_row_q4_0`.
 */
export function quantizeBlocks(values: Float32Array, blockSize: number): QuantizedBlocks {
  const levels = new Uint8Array(values.length / 2);
  const scales = new Float32Array(values.length / blockSize);
  for (let block = 0; block < scales.length; block++) {
    const start = block * blockSize;
    const scale = furthestFromZero(values, start, start + blockSize) / -8;
    scales[block] = scale;
    const inverse = scale === 0 ? 0 : 1 / scale;
    for (let index = start; index < start + blockSize; index += 2) {
      const low = level(values[index]! * inverse);
      const high = level(values[index + 1]! * inverse);
      levels[index >>> 1] = low | (high << 4);
    }
  }
  return { levels, scales };
}

function furthestFromZero(values: Float32Array, start: number, end: number): number {
  let furthest = 0;
  for (let index = start; index < end; index++) {
    const value = values[index]!;
    if (Math.abs(value) > Math.abs(furthest)) furthest = value;
  }
  return furthest;
}

function level(scaled: number): number {
  return Math.min(15, Math.floor(scaled + 8.5));
}

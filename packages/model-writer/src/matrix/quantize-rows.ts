/** Whole numbers, and for each row the scale that brings them back. */
export interface QuantizedRows {
  readonly levels: Int8Array;
  readonly scales: Float32Array;
}

/** Quantizes each row by its largest magnitude, which becomes `limit`, at most 127. */
export function quantizeRows(values: Float32Array, rows: number, limit: number): QuantizedRows {
  const columns = values.length / rows;
  const levels = new Int8Array(values.length);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    const scale = largestMagnitude(values, start, start + columns) / limit || 1;
    scales[row] = scale;
    for (let index = start; index < start + columns; index++) {
      levels[index] = Math.round(values[index]! / scale);
    }
  }
  return { levels, scales };
}

function largestMagnitude(values: Float32Array, start: number, end: number): number {
  let largest = 0;
  for (let index = start; index < end; index++) {
    const magnitude = Math.abs(values[index]!);
    if (magnitude > largest) largest = magnitude;
  }
  return largest;
}

/** Columns become rows; `values` holds `rows` rows. */
export function transpose<A extends Float32Array | Int8Array>(values: A, rows: number, into: A): A {
  const columns = values.length / rows;
  // Blocks of rows keep what is written in the processor's cache.
  for (let first = 0; first < rows; first += BLOCK) {
    const end = Math.min(first + BLOCK, rows);
    for (let column = 0; column < columns; column++) {
      for (let row = first; row < end; row++) {
        into[column * rows + row] = values[row * columns + column]!;
      }
    }
  }
  return into;
}

const BLOCK = 16;

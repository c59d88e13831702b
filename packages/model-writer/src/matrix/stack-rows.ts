import type { Matrix } from './matrix-form.ts';

/** One matrix with the rows of all: what it gives is what they give, side by side. */
export function stackRows(name: string, matrices: readonly Matrix[]): Matrix {
  const biases = matrices.flatMap(({ bias }) => bias ?? []);
  return {
    name,
    rows: matrices.reduce((sum, { rows }) => sum + rows, 0),
    columns: matrices[0]!.columns,
    values: join(matrices.map(({ values }) => values)),
    ...(biases.length > 0 ? { bias: join(biases) } : {}),
  };
}

function join(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** A weight with one row for each output, row by row. */
export interface Matrix {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
  readonly bias?: Float32Array;
}

/** How a graph keeps matrices and multiplies by them. A matrix may be used in both ways, and is then kept once where that can be. */
export interface MatrixForm {
  /** Whether two matrices that multiply the same are sooner one: it pays where a product takes several nodes. */
  readonly isFasterJoined: boolean;
  /** Looks the rows of token ids up; names what it gives. */
  embed(ids: string, matrix: Matrix): string;
  /** Multiplies rows of activations by the transposed matrix and adds the bias; names what it gives, as it is told to. */
  multiply(input: string, matrix: Matrix, output?: string): string;
}

import type { Graph } from '../onnx/graph.ts';
import { toHalf } from '../weights/half.ts';
import type { Matrix, MatrixForm } from './matrix-form.ts';
import { transpose } from './transpose.ts';

/** Matrices as they are, in float32 or rounded to float16; activations have the same type. */
export function createFloatForm(graph: Graph, type: 'float32' | 'float16'): MatrixForm {
  const constant = (name: string, dimensions: readonly number[], values: Float32Array) =>
    graph.constant(name, type, dimensions, type === 'float32' ? values : toHalf(values));
  const table = ({ name, rows, columns, values }: Matrix) =>
    graph.has(name) ? name : constant(name, [rows, columns], values);

  function product(input: string, matrix: Matrix, output: readonly string[] | undefined): string {
    const outputs = output ? { outputs: output } : {};
    if (graph.has(matrix.name)) {
      const attributes = { transB: 1 };
      const inputs = [input, matrix.name];
      return graph.node('FusedMatMul', inputs, { attributes, isContributed: true, ...outputs });
    }
    const { name, rows, columns, values } = matrix;
    const columnsFirst = transpose(values, rows, new Float32Array(values.length));
    return graph.node('MatMul', [input, constant(name, [columns, rows], columnsFirst)], outputs);
  }

  return {
    isFasterJoined: false,
    embed: (ids, matrix) => graph.node('Gather', [table(matrix), ids]),
    multiply(input, matrix, output) {
      const { name, bias } = matrix;
      if (!bias) return product(input, matrix, output ? [output] : undefined);
      const added = constant(`${name}.bias`, [bias.length], bias);
      return graph.node('Add', [product(input, matrix, undefined), added]);
    },
  };
}

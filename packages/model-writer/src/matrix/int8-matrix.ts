import type { Graph } from '../onnx/graph.ts';
import type { Matrix } from './matrix-form.ts';
import { quantizeRows } from './quantize-rows.ts';
import { transpose } from './transpose.ts';

/** Adds a matrix in int8, columns first as ONNX multiplies, and the scale of each output. */
export function addInt8Matrix(graph: Graph, matrix: Matrix, limit: number) {
  const { name, rows, columns, values } = matrix;
  const { levels, scales } = quantizeRows(values, rows, limit);
  const columnsFirst = transpose(levels, rows, new Int8Array(levels.length));
  return {
    levels: graph.constant(`${name}.levels`, 'int8', [columns, rows], columnsFirst),
    scales: graph.constant(`${name}.scales`, 'float32', [rows], scales),
  };
}

/** Looks rows up in a table kept in int8. */
export function embedInt8(graph: Graph, ids: string, matrix: Matrix): string {
  const { name, rows, columns, values } = matrix;
  const { levels, scales } = quantizeRows(values, rows, 127);
  const levelTable = graph.constant(`${name}.table`, 'int8', [rows, columns], levels);
  const scaleTable = graph.constant(`${name}.table_scales`, 'float32', [rows, 1], scales);
  const found = graph.node('Gather', [levelTable, ids]);
  const foundScales = graph.node('Gather', [scaleTable, ids]);
  const numbers = graph.node('Cast', [found], { attributes: { to: 1 } });
  return graph.node('Mul', [numbers, foundScales]);
}

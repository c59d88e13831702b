import type { Graph } from '../onnx/graph.ts';
import type { Matrix, MatrixForm } from './matrix-form.ts';
import { quantizeBlocks } from './quantize-blocks.ts';

const BLOCK_SIZES = [128, 64, 32, 16];
/** Activations are quantized to int8, block by block: 1.6 times as fast as in float32. */
const INT8_ACTIVATIONS = 4;

/** Matrices in 4 bits with a scale for each block (`MatMulNBits`). */
export function createBlockForm(graph: Graph, blockSize?: number): MatrixForm {
  return {
    isFasterJoined: false,
    embed(ids, matrix) {
      const { levels, scales, size } = addBlocks(graph, matrix, blockSize);
      const flat = graph.integers([matrix.rows, matrix.columns / 2]);
      const table = graph.node('Reshape', [levels, flat]);
      const attributes = { bits: 4, block_size: size, gather_axis: 0, quantize_axis: 1 };
      const inputs = [table, ids, scales];
      return graph.node('GatherBlockQuantized', inputs, { attributes, isContributed: true });
    },
    multiply(input, matrix, output) {
      const { levels, scales, size } = addBlocks(graph, matrix, blockSize);
      const { name, rows, columns, bias } = matrix;
      const inputs = [input, levels, scales];
      if (bias) inputs.push('', '', graph.constant(`${name}.bias`, 'float32', [rows], bias));
      const attributes = {
        K: columns,
        N: rows,
        bits: 4,
        block_size: size,
        accuracy_level: INT8_ACTIVATIONS,
      };
      const outputs = output ? { outputs: [output] } : {};
      return graph.node('MatMulNBits', inputs, { attributes, isContributed: true, ...outputs });
    },
  };
}

/** Quantizes the matrix unless the graph has it already. */
function addBlocks(graph: Graph, matrix: Matrix, blockSize?: number) {
  const { name, rows, columns, values } = matrix;
  const size = blockSize ?? BLOCK_SIZES.find((candidate) => columns % candidate === 0);
  if (!size || columns % size !== 0) {
    throw new RangeError(
      `${name} has rows of ${columns}, which blocks of ${size ?? 16} do not fill`,
    );
  }
  const names = { levels: `${name}.levels`, scales: `${name}.scales`, size };
  if (graph.has(names.levels)) return names;
  const { levels, scales } = quantizeBlocks(values, size);
  graph.constant(names.levels, 'uint8', [rows, columns / size, size / 2], levels);
  graph.constant(names.scales, 'float32', [rows, columns / size], scales);
  return names;
}

import type { Graph } from '../onnx/graph.ts';
import { addInt8Matrix, embedInt8 } from './int8-matrix.ts';
import type { MatrixForm } from './matrix-form.ts';

/**
 * Matrices in int8; each row of activations has a scale of its own, so that no row changes with its neighbours. Rows are divided
 * by their largest magnitude and quantized with one constant scale: ONNX Runtime has no quicker way for dynamic scales.
 */
export function createRowWiseForm(graph: Graph): MatrixForm {
  const quantized = new Map<string, Quantized>();
  const step = graph.float(1 / MOST_ACTIVATION);
  const zero = graph.constant('zero_point', 'uint8', [], Uint8Array.of(128));

  function quantize(input: string): Quantized {
    const known = quantized.get(input);
    if (known) return known;
    // A row of zeros gives NaN here, and some level or other; the scale of 0 brings it back to 0.
    const largest = graph.node('ReduceMax', [graph.node('Abs', [input]), graph.integers([-1])]);
    const shares = graph.node('Div', [input, largest]);
    const names = { levels: graph.node('QuantizeLinear', [shares, step, zero]), scale: largest };
    quantized.set(input, names);
    return names;
  }

  return {
    isFasterJoined: true,
    embed: (ids, matrix) => embedInt8(graph, ids, matrix),
    multiply(input, matrix, output) {
      const { levels, scale } = quantize(input);
      const weight = addInt8Matrix(graph, matrix, MOST_WEIGHT);
      const inputs = [levels, weight.levels, step, weight.scales, zero];
      const product = graph.node('MatMulIntegerToFloat', inputs, { isContributed: true });
      const { name, bias } = matrix;
      const outputs = output ? { outputs: [output] } : {};
      if (!bias) return graph.node('Mul', [product, scale], outputs);
      const added = graph.constant(`${name}.bias`, 'float32', [bias.length], bias);
      return graph.node('Add', [graph.node('Mul', [product, scale]), added], outputs);
    },
  };
}

interface Quantized {
  readonly levels: string;
  readonly scale: string;
}

const MOST_ACTIVATION = 127;
/**
 * Processors without VNNI instructions add pairs of products in 16 bits that saturate: two of 255 * 64 just fit. With 127 the
 * results of such a processor are off by three times as much.
 */
const MOST_WEIGHT = 64;

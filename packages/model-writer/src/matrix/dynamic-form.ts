import type { Graph } from '../onnx/graph.ts';
import { tensorTypes } from '../onnx/tensor.ts';
import { addInt8Matrix, embedInt8 } from './int8-matrix.ts';
import type { MatrixForm } from './matrix-form.ts';

/** Matrices in int8; all activations of a node share one scale (`DynamicQuantizeLinear`), as in the hub's quantized files. */
export function createDynamicForm(graph: Graph): MatrixForm {
  const quantized = new Map<string, Quantized>();

  function quantize(input: string): Quantized {
    const known = quantized.get(input);
    if (known) return known;
    const names = { levels: `${input}.q`, scale: `${input}.q_scale`, zero: `${input}.q_zero` };
    graph.node('DynamicQuantizeLinear', [input], { outputs: Object.values(names) });
    quantized.set(input, names);
    return names;
  }

  return {
    isFasterJoined: false,
    embed: (ids, matrix) => embedInt8(graph, ids, matrix),
    multiply(input, matrix, output) {
      const { levels, scale, zero } = quantize(input);
      const weight = addInt8Matrix(graph, matrix, 127);
      const sum = graph.node('MatMulInteger', [levels, weight.levels, zero]);
      const numbers = graph.node('Cast', [sum], { attributes: { to: tensorTypes.float32 } });
      const scales = graph.node('Mul', [scale, weight.scales]);
      const { name, bias } = matrix;
      const outputs = output ? { outputs: [output] } : {};
      if (!bias) return graph.node('Mul', [numbers, scales], outputs);
      const added = graph.constant(`${name}.bias`, 'float32', [bias.length], bias);
      return graph.node('Add', [graph.node('Mul', [numbers, scales]), added], outputs);
    },
  };
}

interface Quantized {
  readonly levels: string;
  readonly scale: string;
  readonly zero: string;
}

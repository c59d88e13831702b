import type { Graph } from '../onnx/graph.ts';
import { type TensorType, tensorTypes } from '../onnx/tensor.ts';

/** The value itself where it has the type already. */
export function cast(graph: Graph, value: string, from: TensorType, to: TensorType): string {
  if (from === to) return value;
  return graph.node('Cast', [value], { attributes: { to: tensorTypes[to] } });
}

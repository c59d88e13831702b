import type { FloatType } from './attention/attention.ts';
import type { Graph } from './onnx/graph.ts';
import { toHalf } from './weights/half.ts';
import type { WeightSource } from './weights/weight-source.ts';

/** Adds the weight of a norm in the type of the activations. */
export function addNormWeight(
  options: { graph: Graph; weights: WeightSource; activations: FloatType },
  name: string,
): string {
  const { graph, weights, activations } = options;
  const values = weights.read(name);
  const kept = activations === 'float16' ? toHalf(values) : values;
  return graph.constant(name, activations, [values.length], kept);
}

import type { ModelShape } from '../model-shape.ts';
import type { Graph } from '../onnx/graph.ts';
import type { WeightSource } from '../weights/weight-source.ts';

/** What attention is built from. */
export interface AttentionOptions {
  readonly graph: Graph;
  readonly shape: ModelShape;
  readonly weights: WeightSource;
  /** The type of what comes in and goes out. */
  readonly activations: FloatType;
  /** The type of the keys and values that are kept. */
  readonly cache: FloatType;
}

export type FloatType = 'float32' | 'float16';

/**
 * Lets the tokens of a layer attend, given their queries, keys and values side by side; names the result. Reads the cache
 * `past_key_values.<layer>.key` and `.value`, and computes `present.<layer>.key` and `.value`.
 */
export type Attention = (layer: number, packed: string) => string;

export function cacheNames(layer: number) {
  return {
    pastKey: `past_key_values.${layer}.key`,
    pastValue: `past_key_values.${layer}.value`,
    presentKey: `present.${layer}.key`,
    presentValue: `present.${layer}.value`,
  };
}

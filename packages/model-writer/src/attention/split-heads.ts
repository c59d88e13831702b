import { addNormWeight } from '../norm-weight.ts';
import { type LayerPart, layerWeight } from '../weights/weight-names.ts';
import type { AttentionOptions } from './attention.ts';

/** Queries, keys and values, each [batch, sequence, heads, headWidth]; queries and keys normed where the family does so. */
export function splitHeads(options: AttentionOptions, layer: number, packed: string) {
  const { graph, shape } = options;
  const { heads, keyValueHeads, headWidth } = shape;
  const names = ['query', 'key', 'value'].map((part) => `${packed}.${part}`);
  const widths = [heads, keyValueHeads, keyValueHeads].map((count) => count * headWidth);
  graph.node('Split', [packed, graph.integers(widths)], {
    attributes: { axis: -1 },
    outputs: names,
  });
  const toHeads = (name: string, count: number) =>
    graph.node('Reshape', [name, graph.integers([0, -1, count, headWidth])]);
  const query = toHeads(names[0]!, heads);
  const key = toHeads(names[1]!, keyValueHeads);
  const value = toHeads(names[2]!, keyValueHeads);
  if (shape.family !== 'qwen3') return { query, key, value };
  return {
    query: normHeads(options, query, layer, 'self_attn.q_norm'),
    key: normHeads(options, key, layer, 'self_attn.k_norm'),
    value,
  };
}

function normHeads(options: AttentionOptions, value: string, layer: number, part: LayerPart) {
  const { graph, shape } = options;
  const weight = addNormWeight(options, layerWeight(layer, part));
  return graph.node('SimplifiedLayerNormalization', [value, weight], {
    attributes: { axis: -1, epsilon: { float: shape.epsilon }, stash_type: 1 },
  });
}

import type { Graph } from '../onnx/graph.ts';
import { type Attention, type AttentionOptions, cacheNames } from './attention.ts';
import { addAttentionBias } from './attention-bias.ts';
import { cast } from './cast.ts';
import { createRotation } from './rotation.ts';
import { splitHeads } from './split-heads.ts';

/**
 * Attention in the standard's own operators, in float32: the cache is copied to make room for new tokens, and positions come from
 * `position_ids`, as in exports of PyTorch.
 */
export function createConcatenatingAttention(options: AttentionOptions): Attention {
  const { graph, shape, activations, cache } = options;
  const rotate = createRotation(graph, shape);
  const bias = addAttentionBias(graph, shape);
  const repeats = shape.heads / shape.keyValueHeads;

  function extend(past: string, tokens: string, present: string): string {
    const kept = cast(graph, tokens, 'float32', cache);
    graph.node('Concat', [past, kept], { attributes: { axis: 2 }, outputs: [present] });
    return repeatHeads(graph, cast(graph, present, cache, 'float32'), repeats);
  }

  return (layer, packed) => {
    const names = cacheNames(layer);
    const split = splitHeads(options, layer, packed);
    const headsFirst = (name: string) =>
      graph.node('Transpose', [cast(graph, name, activations, 'float32')], {
        attributes: { perm: [0, 2, 1, 3] },
      });
    const query = rotate(headsFirst(split.query));
    const keys = extend(names.pastKey, rotate(headsFirst(split.key)), names.presentKey);
    const values = extend(names.pastValue, headsFirst(split.value), names.presentValue);
    const attended = attend(graph, { query, keys, values, bias, headWidth: shape.headWidth });
    const width = shape.heads * shape.headWidth;
    const joined = graph.node('Reshape', [attended, graph.integers([0, -1, width])]);
    return cast(graph, joined, 'float32', activations);
  };
}

interface Operands {
  readonly query: string;
  readonly keys: string;
  readonly values: string;
  readonly bias: string;
  readonly headWidth: number;
}

/** softmax(q kᵀ / √width + bias) v, tokens before heads. */
function attend(graph: Graph, { query, keys, values, bias, headWidth }: Operands): string {
  const columns = graph.node('Transpose', [keys], { attributes: { perm: [0, 1, 3, 2] } });
  const scores = graph.node('MatMul', [query, columns]);
  const scaled = graph.node('Mul', [scores, graph.float(1 / Math.sqrt(headWidth))]);
  const biased = graph.node('Add', [scaled, bias]);
  const shares = graph.node('Softmax', [biased], { attributes: { axis: -1 } });
  const mixed = graph.node('MatMul', [shares, values]);
  return graph.node('Transpose', [mixed], { attributes: { perm: [0, 2, 1, 3] } });
}

/** Each head of keys and values serves several heads of queries. */
function repeatHeads(graph: Graph, value: string, repeats: number): string {
  if (repeats === 1) return value;
  const shape = graph.node('Shape', [value]);
  const slice = (start: number, end: number) =>
    graph.node('Slice', [shape, graph.integers([start]), graph.integers([end])]);
  const join = (parts: readonly string[]) =>
    graph.node('Concat', parts, { attributes: { axis: 0 } });
  const expandedShape = join([slice(0, 2), graph.integers([repeats]), slice(2, 4)]);
  const separate = graph.node('Unsqueeze', [value, graph.integers([2])]);
  const expanded = graph.node('Expand', [separate, expandedShape]);
  const joinedShape = join([slice(0, 1), graph.integers([-1]), slice(2, 4)]);
  return graph.node('Reshape', [expanded, joinedShape]);
}

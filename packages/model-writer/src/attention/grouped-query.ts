import { toHalf } from '../weights/half.ts';
import { type Attention, type AttentionOptions, cacheNames } from './attention.ts';
import { cast } from './cast.ts';
import { rotaryTables } from './rotary-tables.ts';
import { splitHeads } from './split-heads.ts';

/**
 * Attention in one node (`GroupQueryAttention`), which rotates by itself, takes the length of each row from the attention mask
 * and can add to the cache in place.
 */
export function createGroupedQueryAttention(options: AttentionOptions): Attention {
  const { graph, shape, activations, cache } = options;
  const [cosines, sines] = addRotaryTables(options);
  const { lastPositions, totalLength } = addLengths(options);
  const attributes = {
    num_heads: shape.heads,
    kv_num_heads: shape.keyValueHeads,
    scale: { float: 1 / Math.sqrt(shape.headWidth) },
    do_rotary: 1,
    rotary_interleaved: 0,
    ...(shape.slidingWindow === undefined ? {} : { local_window_size: shape.slidingWindow }),
  };
  return (layer, packed) => {
    const { pastKey, pastValue, presentKey, presentValue } = cacheNames(layer);
    const tokens = projections(options, layer, packed).map((name) =>
      name === '' ? '' : cast(graph, name, activations, cache),
    );
    const inputs = [...tokens, pastKey, pastValue, lastPositions, totalLength, cosines, sines];
    const outputs = [`attended.${layer}`, presentKey, presentValue];
    graph.node('GroupQueryAttention', inputs, { attributes, outputs, isContributed: true });
    return cast(graph, `attended.${layer}`, cache, activations);
  };
}

/** The node takes them side by side; only norms need them apart. */
function projections(options: AttentionOptions, layer: number, packed: string): string[] {
  const { graph, shape } = options;
  if (shape.family !== 'qwen3') return [packed, '', ''];
  const { query, key, value } = splitHeads(options, layer, packed);
  const join = (name: string, count: number) =>
    graph.node('Reshape', [name, graph.integers([0, -1, count * shape.headWidth])]);
  return [
    join(query, shape.heads),
    join(key, shape.keyValueHeads),
    join(value, shape.keyValueHeads),
  ];
}

function addRotaryTables({ graph, shape, cache }: AttentionOptions): [string, string] {
  const { cosines, sines } = rotaryTables(shape);
  const dimensions = [shape.contextLength, shape.headWidth / 2];
  const kept = (table: Float32Array) => (cache === 'float16' ? toHalf(table) : table);
  return [
    graph.constant('rotary.cosines', cache, dimensions, kept(cosines)),
    graph.constant('rotary.sines', cache, dimensions, kept(sines)),
  ];
}

/** The last position of each row, and the length of the cache with the new tokens. */
function addLengths({ graph }: AttentionOptions) {
  const lengths = graph.node('ReduceSum', ['attention_mask', graph.integers([1])], {
    attributes: { keepdims: 0 },
  });
  const last = graph.node('Sub', [lengths, graph.integers(1)]);
  const maskShape = graph.node('Shape', ['attention_mask']);
  const total = graph.node('Gather', [maskShape, graph.integers(1)]);
  return {
    lastPositions: cast(graph, last, 'int64', 'int32'),
    totalLength: cast(graph, total, 'int64', 'int32'),
  };
}

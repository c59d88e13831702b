import { expect, test } from 'vitest';
import { type Graph, type GraphNode, type GraphValue, readGraph } from '../../src/onnx/graph.ts';
import { planGraph } from '../../src/onnx/graph-plan.ts';
import { embeddedFile } from './embedded.ts';

const FLOAT = 1;
const INT64 = 7;
const tokens = ['batch_size', 'sequence_length'];
const cached = ['batch_size', 2, 'past_sequence_length', 16];

const value = (name: string, type: number, shape: GraphValue['shape']) => ({ name, type, shape });

const attention: GraphNode = {
  operator: 'GroupQueryAttention',
  inputs: ['qkv', '', '', 'past_key_values.0.key', 'past_key_values.0.value', 'lengths', 'total'],
  outputs: ['attended', 'present.0.key', 'present.0.value'],
};

function graphWith(changes: {
  inputs?: readonly GraphValue[];
  outputs?: readonly GraphValue[];
  nodes?: readonly GraphNode[];
}): Graph {
  const pasts = ['key', 'value'].map((part) => value(`past_key_values.0.${part}`, FLOAT, cached));
  const presents = ['key', 'value'].map((part) => value(`present.0.${part}`, FLOAT, cached));
  return {
    inputs: [value('input_ids', INT64, tokens), ...pasts, ...(changes.inputs ?? [])],
    outputs: changes.outputs ?? [value('logits', FLOAT, [...tokens, 99]), ...presents],
    nodes: changes.nodes ?? [attention],
    weights: 0,
  };
}

test('the graph is read from its file without its weights', () => {
  const graph = readGraph(embeddedFile);
  expect(graph.inputs.slice(0, 4)).toEqual([
    value('input_ids', INT64, tokens),
    value('attention_mask', INT64, ['batch_size', 'total_sequence_length']),
    value('num_logits_to_keep', INT64, []),
    value('past_key_values.0.key', FLOAT, ['batch_size', 2, 'past_sequence_length', 32]),
  ]);
  expect(graph.nodes.filter(({ operator }) => operator === 'GroupQueryAttention')).toHaveLength(5);
  expect(graph.weights).toBeGreaterThan(2_500_000);
});

test('a file that is no graph is refused', () => {
  expect(() => readGraph(new URL(import.meta.url).pathname)).toThrow(RangeError);
});

test('caches are updated in place where GroupQueryAttention alone reads them', () => {
  expect(planGraph(graphWith({})).isInPlace).toBe(true);
  const measured = { operator: 'Shape', inputs: ['past_key_values.0.key'], outputs: ['shape'] };
  expect(planGraph(graphWith({ nodes: [attention, measured] })).isInPlace).toBe(false);
  const swapped = { ...attention, outputs: ['attended', 'present.0.value', 'present.0.key'] };
  expect(planGraph(graphWith({ nodes: [swapped] })).isInPlace).toBe(false);
  const joined = { ...attention, operator: 'Concat' };
  expect(planGraph(graphWith({ nodes: [joined] })).isInPlace).toBe(false);
});

test('the width of a row of logits is known where the graph tells it', () => {
  expect(planGraph(graphWith({})).vocabularySize).toBe(99);
});

test.each([
  ['inputs_embeds', value('inputs_embeds', FLOAT, [...tokens, 64])],
  ['encoder_hidden_states', value('encoder_hidden_states', FLOAT, [...tokens, 64])],
  ['past_conv.0', value('past_conv.0', FLOAT, ['batch_size', 64, 3])],
  ['use_cache_branch', value('use_cache_branch', 9, [1])],
  ['position_ids', value('position_ids', INT64, [3, ...tokens])],
  ['attention_mask', value('attention_mask', FLOAT, tokens)],
  ['past_key_values.1.key', value('past_key_values.1.key', FLOAT, ['batch_size', 'heads', 0, 8])],
])('a graph with an input %s that it cannot serve is refused by that name', (name, input) => {
  const graph = graphWith({ inputs: [input] });
  expect(() => planGraph(graph)).toThrow(
    expect.objectContaining({
      name: 'UnsupportedGraphError',
      message: expect.stringContaining(name),
    }),
  );
});

test('a graph without logits or with a cache that it does not give back is refused', () => {
  expect(() => planGraph(graphWith({ outputs: [] }))).toThrow('logits');
  const outputs = [value('logits', FLOAT, tokens)];
  expect(() => planGraph(graphWith({ outputs }))).toThrow('present.0.key');
});

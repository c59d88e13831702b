import type { ModelShape } from '../model-shape.ts';
import type { Graph } from '../onnx/graph.ts';
import { cast } from './cast.ts';

/** [batch, 1, sequence, cache]: 0 where a token may look, and very negative where it may not. */
export function addAttentionBias(graph: Graph, shape: ModelShape): string {
  const length = (input: string) =>
    graph.node('Gather', [graph.node('Shape', [input]), graph.integers(1)]);
  const total = length('attention_mask');
  const range = (start: string) => graph.node('Range', [start, total, graph.integers(1)]);
  const keys = graph.node('Unsqueeze', [range(graph.integers(0)), graph.integers([0])]);
  const firstQuery = graph.node('Sub', [total, length('input_ids')]);
  const queries = graph.node('Unsqueeze', [range(firstQuery), graph.integers([1])]);
  const attended = graph.node('Unsqueeze', ['attention_mask', graph.integers([1, 2])]);
  const seen = [graph.node('LessOrEqual', [keys, queries]), cast(graph, attended, 'int64', 'bool')];
  if (shape.slidingWindow !== undefined) {
    const distance = graph.node('Sub', [queries, keys]);
    seen.push(graph.node('Less', [distance, graph.integers(shape.slidingWindow)]));
  }
  const visible = seen.reduce((all, part) => graph.node('And', [all, part]));
  return graph.node('Where', [visible, graph.float(0), graph.float(-3e38)]);
}

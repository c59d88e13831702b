import type { ModelShape } from '../model-shape.ts';
import type { Graph } from '../onnx/graph.ts';
import { rotaryTables } from './rotary-tables.ts';

/** Rotates [batch, heads, sequence, headWidth] by the angles of `position_ids`; the second half of a head goes with the first. */
export function createRotation(graph: Graph, shape: ModelShape): (value: string) => string {
  const { cosines, sines } = rotaryTables(shape);
  const cosine = addAngles(graph, 'rotary.cosines', cosines, shape);
  const sine = addAngles(graph, 'rotary.sines', sines, shape);
  const half = shape.headWidth / 2;
  return (value) => {
    const [first, second] = [`${value}.first`, `${value}.second`];
    graph.node('Split', [value, graph.integers([half, half])], {
      attributes: { axis: -1 },
      outputs: [first, second],
    });
    const product = (left: string, right: string) => graph.node('Mul', [left, right]);
    const rotatedFirst = graph.node('Sub', [product(first, cosine), product(second, sine)]);
    const rotatedSecond = graph.node('Add', [product(second, cosine), product(first, sine)]);
    return graph.node('Concat', [rotatedFirst, rotatedSecond], { attributes: { axis: -1 } });
  };
}

/** The rows of a table for all positions, the same for every head. */
function addAngles(graph: Graph, name: string, table: Float32Array, shape: ModelShape): string {
  const dimensions = [shape.contextLength, shape.headWidth / 2];
  const constant = graph.constant(name, 'float32', dimensions, table);
  const rows = graph.node('Gather', [constant, 'position_ids']);
  return graph.node('Unsqueeze', [rows, graph.integers([1])]);
}

import { closeSync, fstatSync, openSync } from 'node:fs';
import { ByteWindow } from './byte-window.ts';
import { fields, packedNumbers } from './protobuf.ts';

/** What a graph takes, gives and is made of, without its weights. */
export interface Graph {
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  readonly nodes: readonly GraphNode[];
  /** Numbers that the weights consist of; those of 4 bits count as the bytes that they are packed in. */
  readonly weights: number;
}

export interface GraphValue {
  readonly name: string;
  /** Element type by its number in onnx.proto. */
  readonly type: number;
  /** Sizes of axes; the name of one that is not fixed, or '' where it has none. */
  readonly shape: readonly (number | string)[];
}

export interface GraphNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Reads a graph from its file, skipping the weights. Throws `RangeError` when the file is no ONNX model. */
export function readGraph(file: string): Graph {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = new ByteWindow(descriptor, fstatSync(descriptor).size);
    const graph = messages(bytes, { start: 0, end: bytes.size }, MODEL.graph)[0];
    if (!graph) throw new RangeError('the file has no graph');
    return parseGraph(bytes, graph);
  } finally {
    closeSync(descriptor);
  }
}

/** Numbers of fields in onnx.proto. */
const MODEL = { graph: 7 };
const GRAPH = { node: 1, initializer: 5, input: 11, output: 12 };
const NODE = { input: 1, output: 2, operator: 4 };
const TENSOR = { dimensions: 1, name: 8 };
const VALUE = { name: 1, type: 2 };
const TYPE = { tensor: 1 };
const TENSOR_TYPE = { element: 1, shape: 2 };
const SHAPE = { dimension: 1 };
const DIMENSION = { value: 1, name: 2 };

interface Span {
  readonly start: number;
  readonly end: number;
}

function parseGraph(bytes: ByteWindow, span: Span): Graph {
  const inputs: GraphValue[] = [];
  const outputs: GraphValue[] = [];
  const nodes: GraphNode[] = [];
  const initializers = new Set<string>();
  let weights = 0;
  for (const field of fields(bytes, span.start, span.end)) {
    if (field.kind !== 'bytes') continue;
    if (field.number === GRAPH.node) nodes.push(parseNode(bytes, field));
    else if (field.number === GRAPH.input) inputs.push(parseValue(bytes, field));
    else if (field.number === GRAPH.output) outputs.push(parseValue(bytes, field));
    else if (field.number === GRAPH.initializer) {
      initializers.add(text(bytes, field, TENSOR.name));
      weights += elements(bytes, field);
    }
  }
  // Old graphs list their weights among the inputs.
  const given = inputs.filter(({ name }) => !initializers.has(name));
  return { inputs: given, outputs, nodes, weights };
}

function parseNode(bytes: ByteWindow, span: Span): GraphNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  let operator = '';
  for (const field of fields(bytes, span.start, span.end)) {
    if (field.kind !== 'bytes') continue;
    if (field.number === NODE.input) inputs.push(bytes.text(field.start, field.end));
    else if (field.number === NODE.output) outputs.push(bytes.text(field.start, field.end));
    else if (field.number === NODE.operator) operator = bytes.text(field.start, field.end);
  }
  return { operator, inputs, outputs };
}

function parseValue(bytes: ByteWindow, span: Span): GraphValue {
  const name = text(bytes, span, VALUE.name);
  const type = messages(bytes, span, VALUE.type)[0];
  const tensor = type && messages(bytes, type, TYPE.tensor)[0];
  if (!tensor) return { name, type: 0, shape: [] };
  const shape = messages(bytes, tensor, TENSOR_TYPE.shape)[0];
  const dimensions = shape ? messages(bytes, shape, SHAPE.dimension) : [];
  return {
    name,
    type: numbers(bytes, tensor, TENSOR_TYPE.element)[0] ?? 0,
    shape: dimensions.map((dimension) => {
      const size = numbers(bytes, dimension, DIMENSION.value)[0];
      return size ?? text(bytes, dimension, DIMENSION.name);
    }),
  };
}

function elements(bytes: ByteWindow, span: Span): number {
  return numbers(bytes, span, TENSOR.dimensions).reduce((product, size) => product * size, 1);
}

/** The fields of this number that are messages or texts. */
function messages(bytes: ByteWindow, span: Span, number: number): Span[] {
  const found: Span[] = [];
  for (const field of fields(bytes, span.start, span.end)) {
    if (field.number === number && field.kind === 'bytes') found.push(field);
  }
  return found;
}

function text(bytes: ByteWindow, span: Span, number: number): string {
  const found = messages(bytes, span, number)[0];
  return found ? bytes.text(found.start, found.end) : '';
}

/** The field's numbers, whether they are written one by one or packed. */
function numbers(bytes: ByteWindow, span: Span, number: number): number[] {
  const found: number[] = [];
  for (const field of fields(bytes, span.start, span.end)) {
    if (field.number !== number) continue;
    if (field.kind === 'number') found.push(field.value);
    else found.push(...packedNumbers(bytes, field.start, field.end));
  }
  return found;
}

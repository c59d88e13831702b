import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Graph } from './graph.ts';
import { Message } from './protobuf.ts';
import { type Tensor, tensorMessage } from './tensor.ts';

const IR_VERSION = 10;
const OPSET = 21;
/** A Protocol Buffers message ends below 2 GiB; larger models keep their constants in a file beside. */
const MOST_INSIDE = 1.9e9;
/** Smaller constants stay inside: ONNX Runtime wants those that shapes are computed from there. */
const LEAST_OUTSIDE = 1024;
/** So that the file can be mapped into memory. */
const ALIGNMENT = 4096;

/** Writes a graph as an ONNX model, and where it is large its constants as `<path>_data`. */
export async function writeModelFile(path: string, graph: Graph): Promise<void> {
  const size = graph.constants.reduce((sum, { data }) => sum + data.byteLength, 0);
  const layout = size > MOST_INSIDE ? layOut(graph.constants) : undefined;
  const dataPath = `${path}_data`;
  const model = modelMessage(graph, basename(dataPath), layout);
  await writePieces(path, model.pieces);
  if (layout) await writePieces(dataPath, outsidePieces(graph.constants, layout));
}

type Layout = ReadonlyMap<Tensor, number>;

/** The offsets of those constants that go outside. */
function layOut(constants: readonly Tensor[]): Layout {
  const offsets = new Map<Tensor, number>();
  let end = 0;
  for (const tensor of constants) {
    if (tensor.data.byteLength < LEAST_OUTSIDE) continue;
    offsets.set(tensor, end);
    end = align(end + tensor.data.byteLength);
  }
  return offsets;
}

function modelMessage(graph: Graph, dataFile: string, layout: Layout | undefined): Message {
  const body = new Message();
  for (const node of graph.nodes) body.message(1, node);
  body.text(2, 'main');
  for (const tensor of graph.constants) {
    const offset = layout?.get(tensor);
    const place = offset === undefined ? undefined : { file: dataFile, offset };
    body.message(5, tensorMessage(tensor, place));
  }
  for (const input of graph.inputs) body.message(11, input);
  for (const output of graph.outputs) body.message(12, output);
  return new Message()
    .integer(1, IR_VERSION)
    .text(2, 'antiphon')
    .message(7, body)
    .message(8, new Message().text(1, '').integer(2, OPSET))
    .message(8, new Message().text(1, 'com.microsoft').integer(2, 1));
}

function* outsidePieces(constants: readonly Tensor[], layout: Layout): Generator<Uint8Array> {
  for (const tensor of constants) {
    if (!layout.has(tensor)) continue;
    const { data } = tensor;
    yield data;
    yield new Uint8Array(align(data.byteLength) - data.byteLength);
  }
}

function align(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}

async function writePieces(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
  await writeFile(path, joinSmall(pieces));
}

/** Every call of the system costs, and a graph has many pieces of a few bytes. */
function* joinSmall(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  let small: Uint8Array[] = [];
  for (const piece of pieces) {
    if (piece.byteLength < LEAST_OUTSIDE && small.length < 4096) {
      small.push(piece);
      continue;
    }
    yield Buffer.concat(small);
    yield piece;
    small = [];
  }
  yield Buffer.concat(small);
}

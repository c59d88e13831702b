import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shapes, writeModel } from '@antiphon/model-writer';
import { Graph } from '../../../model-writer/src/onnx/graph.ts';
import { writeModelFile } from '../../../model-writer/src/onnx/model-file.ts';

const { vocabularySize } = shapes.tiny;
const WIDTH = 8;

/**
 * Writes a model of the Liquid kind, whose state is not keys and values: here the sum of all embeddings so far, which are
 * pseudorandom, and the logits are the embeddings times that sum.
 */
export async function writeRecurrentModel(folder: string): Promise<void> {
  await writeModel(folder, { shape: shapes.tiny });
  const config = {
    model_type: 'lfm2',
    architectures: ['Lfm2ForCausalLM'],
    layer_types: ['conv'],
    vocab_size: vocabularySize,
    max_position_embeddings: 1024,
    eos_token_id: 2,
  };
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  await writeModelFile(join(folder, 'onnx', 'model.onnx'), buildGraph());
}

function buildGraph(): Graph {
  const graph = new Graph();
  graph.input('input_ids', 'int64', ['batch_size', 'sequence_length']);
  graph.input('past_conv.0', 'float32', ['batch_size', 1, WIDTH]);
  const table = graph.constant('table', 'float32', [vocabularySize, WIDTH], embeddings());
  const hidden = graph.node('Gather', [table, 'input_ids']);
  const running = graph.node('CumSum', [hidden, graph.integers(1)]);
  const states = graph.node('Add', [running, 'past_conv.0']);
  const columns = graph.node('Transpose', [table]);
  graph.node('MatMul', [states, columns], { outputs: ['logits'] });
  const ends = [[-1], [2 ** 40], [1]].map((value) => graph.integers(value));
  graph.node('Slice', [states, ...ends], { outputs: ['present_conv.0'] });
  graph.output('logits', 'float32', ['batch_size', 'sequence_length', vocabularySize]);
  graph.output('present_conv.0', 'float32', ['batch_size', 1, WIDTH]);
  return graph;
}

function embeddings(): Float32Array {
  return Float32Array.from({ length: vocabularySize * WIDTH }, (_, index) => Math.sin(index ** 2));
}

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shapes, writeModel } from '@antiphon/model-writer';
import { Graph } from '../../../model-writer/src/onnx/graph.ts';
import { writeModelFile } from '../../../model-writer/src/onnx/model-file.ts';

const { vocabularySize } = shapes.tiny;
const WIDTH = 8;

/**
 * Writes a model of the kind that also takes images: one graph looks tokens up, another decodes, and positions have three axes.
 * Keys and values are the embeddings, changed by their positions; the logits are the embeddings times the sum of keys so far.
 */
export async function writeSplitModel(folder: string): Promise<void> {
  await writeModel(folder, { shape: shapes.tiny });
  const config = {
    model_type: 'qwen2_vl',
    architectures: ['Qwen2VLForConditionalGeneration'],
    vision_config: {},
    text_config: { vocab_size: vocabularySize, max_position_embeddings: 1024, eos_token_id: 2 },
    vocab_size: vocabularySize,
    hidden_size: WIDTH,
    num_attention_heads: 1,
    num_key_value_heads: 1,
    num_hidden_layers: 1,
  };
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  await rm(join(folder, 'onnx', 'model.onnx'));
  await writeModelFile(join(folder, 'onnx', 'embed_tokens.onnx'), lookUpGraph());
  await writeModelFile(join(folder, 'onnx', 'decoder_model_merged.onnx'), decoderGraph());
}

function lookUpGraph(): Graph {
  const graph = new Graph();
  graph.input('input_ids', 'int64', ['batch_size', 'sequence_length']);
  graph.node('Gather', [addTable(graph), 'input_ids'], { outputs: ['inputs_embeds'] });
  graph.output('inputs_embeds', 'float32', ['batch_size', 'sequence_length', WIDTH]);
  return graph;
}

function decoderGraph(): Graph {
  const graph = new Graph();
  const cache = ['batch_size', 1, 'past_length', WIDTH];
  graph.input('inputs_embeds', 'float32', ['batch_size', 'sequence_length', WIDTH]);
  graph.input('position_ids', 'int64', [3, 'batch_size', 'sequence_length']);
  for (const kind of ['key', 'value']) {
    graph.input(`past_key_values.0.${kind}`, 'float32', cache);
  }
  const axis = graph.node('Gather', ['position_ids', graph.integers(2)]);
  const angle = graph.node('Sin', [graph.node('Cast', [axis], { attributes: { to: 1 } })]);
  const shift = graph.node('Unsqueeze', [angle, graph.integers([2])]);
  const placed = graph.node('Add', ['inputs_embeds', shift]);
  const heads = graph.node('Unsqueeze', [placed, graph.integers([1])]);
  for (const kind of ['key', 'value']) {
    graph.node('Concat', [`past_key_values.0.${kind}`, heads], {
      outputs: [`present.0.${kind}`],
      attributes: { axis: 2 },
    });
    graph.output(`present.0.${kind}`, 'float32', ['batch_size', 1, 'total_length', WIDTH]);
  }
  const sums = graph.node('CumSum', ['present.0.key', graph.integers(2)]);
  const flat = graph.node('Squeeze', [sums, graph.integers([1])]);
  const length = graph.node('Shape', ['inputs_embeds'], { attributes: { start: 1, end: 2 } });
  const ends = [graph.integers([2 ** 40]), graph.integers([1])];
  const states = graph.node('Slice', [flat, graph.node('Neg', [length]), ...ends]);
  const columns = graph.node('Transpose', [addTable(graph)]);
  graph.node('MatMul', [states, columns], { outputs: ['logits'] });
  graph.output('logits', 'float32', ['batch_size', 'sequence_length', vocabularySize]);
  return graph;
}

function addTable(graph: Graph): string {
  const numbers = Float32Array.from({ length: vocabularySize * WIDTH }, (_, index) =>
    Math.sin(index ** 2),
  );
  return graph.constant('table', 'float32', [vocabularySize, WIDTH], numbers);
}

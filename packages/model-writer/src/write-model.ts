import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttentionOptions, FloatType } from './attention/attention.ts';
import { createConcatenatingAttention } from './attention/concatenating.ts';
import { createGroupedQueryAttention } from './attention/grouped-query.ts';
import { addDecoder } from './decoder.ts';
import { folderFiles } from './files/folder-files.ts';
import { createBlockForm } from './matrix/block-form.ts';
import { createDynamicForm } from './matrix/dynamic-form.ts';
import { createFloatForm } from './matrix/float-form.ts';
import type { MatrixForm } from './matrix/matrix-form.ts';
import { createRowWiseForm } from './matrix/row-wise-form.ts';
import type { ModelShape } from './model-shape.ts';
import { Graph } from './onnx/graph.ts';
import { writeModelFile } from './onnx/model-file.ts';
import { randomWeights } from './weights/random-weights.ts';
import type { WeightSource } from './weights/weight-source.ts';

/**
 * How the weights are kept. `int8` scales each row of the activations by itself, so that a row's bits do not depend on its
 * neighbours; `int8-dynamic` has one scale for all, as the hub's `model_quantized` files have.
 */
export type Dtype = 'fp32' | 'fp16' | 'int8' | 'int8-dynamic' | 'q4';

export interface ModelOptions {
  readonly shape: ModelShape;
  /** The weights (default: random ones, seeded with 1; see `randomWeights`). */
  readonly weights?: WeightSource;
  readonly dtype?: Dtype;
  /** Weights that share a scale in `q4` (default: the most of 128, 64, 32 and 16 that the matrix can be divided into). */
  readonly blockSize?: number;
  /** `grouped-query` (default): one node that can update its cache in place. `concatenating`: many, and position_ids. */
  readonly attention?: 'grouped-query' | 'concatenating';
  /** The type of the keys and values that are kept (default fp32). */
  readonly cache?: 'fp32' | 'fp16';
  /** Whether the graph has the input `num_logits_to_keep` (default); without it, it gives the logits of all tokens. */
  readonly keepsLogits?: boolean;
}

/**
 * Writes a model in the hub's layout into a folder, which is made where it is not there: config.json, generation_config.json,
 * tokenizer.json (byte-level), tokenizer_config.json, chat_template.jinja (ChatML) and onnx/model*.onnx. Models of several
 * dtypes may share a folder; `int8` and `int8-dynamic` have the same file name.
 */
export async function writeModel(folder: string, options: ModelOptions): Promise<void> {
  const { shape, dtype = 'fp32' } = options;
  const onnxFolder = join(folder, 'onnx');
  await mkdir(onnxFolder, { recursive: true });
  for (const [name, text] of Object.entries(folderFiles(shape))) {
    await writeFile(join(folder, name), text);
  }
  await writeModelFile(join(onnxFolder, fileNames[dtype]), buildGraph(options));
}

/** As transformers.js finds them by its dtypes `fp32`, `fp16`, `q8` and `q4`. */
const fileNames: Readonly<Record<Dtype, string>> = {
  fp32: 'model.onnx',
  fp16: 'model_fp16.onnx',
  int8: 'model_quantized.onnx',
  'int8-dynamic': 'model_quantized.onnx',
  q4: 'model_q4.onnx',
};

function buildGraph(options: ModelOptions): Graph {
  const { shape, dtype = 'fp32', weights = randomWeights(shape), keepsLogits = true } = options;
  const graph = new Graph();
  const activations: FloatType = dtype === 'fp16' ? 'float16' : 'float32';
  const cache: FloatType = options.cache === 'fp16' ? 'float16' : 'float32';
  const attention = { graph, shape, weights, activations, cache };
  graph.input('input_ids', 'int64', ['batch_size', 'sequence_length']);
  graph.input('attention_mask', 'int64', ['batch_size', 'total_sequence_length']);
  addDecoder({
    ...attention,
    keepsLogits,
    form: createForm(graph, options),
    attention: createAttention(attention, options.attention),
  });
  return graph;
}

function createForm(graph: Graph, { dtype = 'fp32', blockSize }: ModelOptions): MatrixForm {
  switch (dtype) {
    case 'fp32':
      return createFloatForm(graph, 'float32');
    case 'fp16':
      return createFloatForm(graph, 'float16');
    case 'int8':
      return createRowWiseForm(graph);
    case 'int8-dynamic':
      return createDynamicForm(graph);
    case 'q4':
      return createBlockForm(graph, blockSize);
  }
}

function createAttention(options: AttentionOptions, kind: ModelOptions['attention']) {
  if (kind !== 'concatenating') return createGroupedQueryAttention(options);
  options.graph.input('position_ids', 'int64', ['batch_size', 'sequence_length']);
  return createConcatenatingAttention(options);
}

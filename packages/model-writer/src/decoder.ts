import { type Attention, cacheNames, type FloatType } from './attention/attention.ts';
import type { Matrix, MatrixForm } from './matrix/matrix-form.ts';
import { stackRows } from './matrix/stack-rows.ts';
import type { ModelShape } from './model-shape.ts';
import { addNormWeight } from './norm-weight.ts';
import type { Graph } from './onnx/graph.ts';
import { tensorTypes } from './onnx/tensor.ts';
import { type LayerPart, layerWeight, partSize, weightNames } from './weights/weight-names.ts';
import type { WeightSource } from './weights/weight-source.ts';

export interface DecoderOptions {
  readonly graph: Graph;
  readonly shape: ModelShape;
  readonly weights: WeightSource;
  readonly form: MatrixForm;
  readonly attention: Attention;
  readonly activations: FloatType;
  readonly cache: FloatType;
  readonly keepsLogits: boolean;
}

type WeightOptions = Pick<DecoderOptions, 'shape' | 'weights'>;

/** Adds a whole decoder, from `input_ids` to `logits`. */
export function addDecoder(options: DecoderOptions): void {
  const { graph, shape, form } = options;
  const table = tableMatrix(options, weightNames.embeddings);
  graph.output('logits', 'float32', ['batch_size', 'num_logits', shape.vocabularySize]);
  let stream = addFirstNorm(options, form.embed('input_ids', table));
  for (let layer = 0; layer < shape.layers; layer++) {
    stream = addLayer(options, layer, stream);
    addCache(options, layer);
  }
  addLogits(options, stream.normed, shape.isTied ? table : tableMatrix(options, weightNames.head));
}

/** What runs through the layers: the sum of all outputs so far, and the same normed for what comes next. */
interface Stream {
  readonly normed: string;
  readonly residual: string;
}

function addLayer(options: DecoderOptions, layer: number, { normed, residual }: Stream): Stream {
  const { shape, form, attention } = options;
  const attended = attention(layer, form.multiply(normed, packedProjection(options, layer)));
  const output = form.multiply(attended, layerMatrix(options, layer, 'self_attn.o_proj'));
  const middleNorm = layerWeight(layer, 'post_attention_layernorm');
  const middle = addSkipNorm(options, { normed: output, residual }, middleNorm);
  const isLast = layer + 1 === shape.layers;
  const nextNorm = isLast ? weightNames.finalNorm : layerWeight(layer + 1, 'input_layernorm');
  const fed = addFeedForward(options, layer, middle.normed);
  return addSkipNorm(options, { normed: fed, residual: middle.residual }, nextNorm);
}

/** down(silu(gate(x)) * up(x)), where silu(x) = x * sigmoid(x). */
function addFeedForward(options: DecoderOptions, layer: number, input: string): string {
  const { graph, form } = options;
  const [gate, up] = addGateAndUp(options, layer, input);
  const active = graph.node('Mul', [gate, graph.node('Sigmoid', [gate])]);
  const product = graph.node('Mul', [active, up]);
  return form.multiply(product, layerMatrix(options, layer, 'mlp.down_proj'));
}

function addGateAndUp(
  { graph, form, ...options }: DecoderOptions,
  layer: number,
  input: string,
): readonly [string, string] {
  const gate = layerMatrix(options, layer, 'mlp.gate_proj');
  const up = layerMatrix(options, layer, 'mlp.up_proj');
  if (!form.isFasterJoined) return [form.multiply(input, gate), form.multiply(input, up)];
  const joined = stackRows(`model.layers.${layer}.mlp.gate_up_proj.weight`, [gate, up]);
  const outputs = [`gate.${layer}`, `up.${layer}`] as const;
  const sizes = graph.integers([gate.rows, up.rows]);
  graph.node('Split', [form.multiply(input, joined), sizes], { attributes: { axis: -1 }, outputs });
  return outputs;
}

function addFirstNorm(options: DecoderOptions, residual: string): Stream {
  const { graph, shape } = options;
  const weight = addNormWeight(options, layerWeight(0, 'input_layernorm'));
  const normed = graph.node('SimplifiedLayerNormalization', [residual, weight], {
    attributes: { axis: -1, epsilon: { float: shape.epsilon }, stash_type: 1 },
  });
  return { normed, residual };
}

/** Adds what a block gave to the residual, and norms the sum. */
function addSkipNorm(options: DecoderOptions, { normed, residual }: Stream, name: string): Stream {
  const { graph, shape } = options;
  const inputs = [normed, residual, addNormWeight(options, name)];
  const sum = `${name}.residual`;
  const result = graph.node('SkipSimplifiedLayerNormalization', inputs, {
    attributes: { epsilon: { float: shape.epsilon } },
    outputs: [`${name}.normed`, '', '', sum],
    isContributed: true,
  });
  return { normed: result, residual: sum };
}

function addCache({ graph, shape, cache }: DecoderOptions, layer: number): void {
  const { pastKey, pastValue, presentKey, presentValue } = cacheNames(layer);
  const dimensions = (length: string) =>
    ['batch_size', shape.keyValueHeads, length, shape.headWidth] as const;
  for (const past of [pastKey, pastValue]) {
    graph.input(past, cache, dimensions('past_sequence_length'));
  }
  for (const present of [presentKey, presentValue]) {
    graph.output(present, cache, dimensions('total_sequence_length'));
  }
}

function addLogits(options: DecoderOptions, normed: string, matrix: Matrix): void {
  const { graph, form, activations } = options;
  const kept = options.keepsLogits ? addLastTokens(graph, normed) : normed;
  if (activations === 'float32') form.multiply(kept, matrix, 'logits');
  else {
    const attributes = { to: tensorTypes.float32 };
    graph.node('Cast', [form.multiply(kept, matrix)], { attributes, outputs: ['logits'] });
  }
}

/** The last `num_logits_to_keep` tokens; all for 0. */
function addLastTokens(graph: Graph, normed: string): string {
  const count = graph.node('Neg', [graph.input('num_logits_to_keep', 'int64', [])]);
  const start = graph.node('Unsqueeze', [count, graph.integers([0])]);
  const end = graph.integers([Number.MAX_SAFE_INTEGER]);
  return graph.node('Slice', [normed, start, end, graph.integers([1])]);
}

/** Queries, keys and values of a layer in one matrix. */
function packedProjection(options: DecoderOptions, layer: number): Matrix {
  const parts = (['q_proj', 'k_proj', 'v_proj'] as const).map((part) =>
    layerMatrix(options, layer, `self_attn.${part}`),
  );
  return stackRows(`model.layers.${layer}.self_attn.qkv_proj.weight`, parts);
}

function layerMatrix({ shape, weights }: WeightOptions, layer: number, part: LayerPart): Matrix {
  const name = layerWeight(layer, part);
  const [rows, columns] = partSize(shape, part);
  const matrix = { name, rows, columns, values: weights.read(name) };
  const hasBias = shape.family === 'qwen2' && /[qkv]_proj$/.test(part);
  return hasBias ? { ...matrix, bias: weights.read(layerWeight(layer, part, 'bias')) } : matrix;
}

function tableMatrix({ shape, weights }: DecoderOptions, name: string): Matrix {
  const { vocabularySize: rows, hiddenSize: columns } = shape;
  return { name, rows, columns, values: weights.read(name) };
}

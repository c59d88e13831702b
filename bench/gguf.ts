/*
 * Writes a model as GGUF, so that llama.cpp can be measured on the same weights.
 * The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import {
  type LayerPart,
  layerWeight,
  type ModelShape,
  partSize,
  type WeightSource,
  weightNames,
} from '@antiphon/model-writer';
import { GgufHeader, type GgufValue } from './gguf-metadata.ts';
import { type GgufType, ggufByteLength, ggufTypes, toGguf } from './gguf-tensor.ts';

export interface GgufOptions {
  readonly shape: ModelShape;
  readonly weights: WeightSource;
  /** How matrices are kept; norms and biases stay in float32. */
  readonly type: GgufType;
  /** The folder of the same model in the hub's layout: its tokenizer is taken over. */
  readonly folder: string;
}

/** Writes the file; weights are read and quantized one at a time. */
export function writeGguf(path: string, options: GgufOptions): void {
  const tensors = tensorsOf(options);
  const file = openSync(path, 'w');
  try {
    writeSync(file, headerOf(options, tensors));
    for (const { type, read } of tensors) writePadded(file, toGguf(read(), type));
  } finally {
    closeSync(file);
  }
}

const VERSION = 3;
const ALIGNMENT = 32;

interface GgufTensor {
  readonly name: string;
  /** Columns first, as ggml counts. */
  readonly dimensions: readonly number[];
  readonly type: GgufType;
  readonly read: () => Float32Array;
}

function headerOf(options: GgufOptions, tensors: readonly GgufTensor[]): Uint8Array {
  const entries = Object.entries({ ...architecture(options.shape), ...tokenizer(options.folder) });
  const header = new GgufHeader().raw(new TextEncoder().encode('GGUF')).uint32(VERSION);
  header.uint64(tensors.length).uint64(entries.length);
  for (const [key, value] of entries) header.entry(key, value);
  let offset = 0;
  for (const { name, dimensions, type } of tensors) {
    header.text(name).uint32(dimensions.length);
    for (const dimension of dimensions) header.uint64(dimension);
    header.uint32(ggufTypes[type]).uint64(offset);
    const count = dimensions.reduce((product, dimension) => product * dimension);
    offset = align(offset + ggufByteLength(count, type));
  }
  return padded(header.finish());
}

function architecture(shape: ModelShape): Record<string, GgufValue> {
  const { family } = shape;
  return {
    'general.architecture': { text: family },
    'general.alignment': { uint32: ALIGNMENT },
    [`${family}.block_count`]: { uint32: shape.layers },
    [`${family}.context_length`]: { uint32: shape.contextLength },
    [`${family}.embedding_length`]: { uint32: shape.hiddenSize },
    [`${family}.feed_forward_length`]: { uint32: shape.intermediateSize },
    [`${family}.attention.head_count`]: { uint32: shape.heads },
    [`${family}.attention.head_count_kv`]: { uint32: shape.keyValueHeads },
    [`${family}.attention.key_length`]: { uint32: shape.headWidth },
    [`${family}.attention.value_length`]: { uint32: shape.headWidth },
    [`${family}.attention.layer_norm_rms_epsilon`]: { float32: shape.epsilon },
    [`${family}.rope.dimension_count`]: { uint32: shape.headWidth },
    [`${family}.rope.freq_base`]: { float32: shape.ropeTheta },
    [`${family}.vocab_size`]: { uint32: shape.vocabularySize },
  };
}

interface TokenizerJson {
  readonly model: {
    readonly vocab: Readonly<Record<string, number>>;
    readonly merges: readonly (readonly [string, string])[];
  };
  readonly added_tokens: readonly { readonly id: number; readonly content: string }[];
}

const TokenType = { normal: 1, control: 3 } as const;

function tokenizer(folder: string): Record<string, GgufValue> {
  const json: TokenizerJson = JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8'));
  const tokens = Object.keys(json.model.vocab);
  const special = new Map(json.added_tokens.map(({ id, content }) => [content, id]));
  return {
    'tokenizer.ggml.model': { text: 'gpt2' },
    'tokenizer.ggml.pre': { text: 'qwen2' },
    'tokenizer.ggml.tokens': { texts: tokens },
    'tokenizer.ggml.token_type': {
      int32s: tokens.map((token) => (special.has(token) ? TokenType.control : TokenType.normal)),
    },
    'tokenizer.ggml.merges': { texts: json.model.merges.map((pair) => pair.join(' ')) },
    'tokenizer.ggml.eos_token_id': { uint32: special.get('<|im_end|>')! },
    'tokenizer.ggml.padding_token_id': { uint32: special.get('<|endoftext|>')! },
  };
}

/** The names that llama.cpp gives to the parts of a layer. */
const partNames: readonly (readonly [string, LayerPart])[] = [
  ['attn_norm', 'input_layernorm'],
  ['attn_q', 'self_attn.q_proj'],
  ['attn_k', 'self_attn.k_proj'],
  ['attn_v', 'self_attn.v_proj'],
  ['attn_output', 'self_attn.o_proj'],
  ['ffn_norm', 'post_attention_layernorm'],
  ['ffn_gate', 'mlp.gate_proj'],
  ['ffn_up', 'mlp.up_proj'],
  ['ffn_down', 'mlp.down_proj'],
];

function tensorsOf(options: GgufOptions): GgufTensor[] {
  const { shape } = options;
  const table = [shape.vocabularySize, shape.hiddenSize] as const;
  const layers = Array.from({ length: shape.layers }, (_, layer) =>
    partNames.flatMap(([name, part]) => partTensors(options, layer, name, part)),
  );
  return [
    tensorOf(options, 'token_embd.weight', weightNames.embeddings, table),
    tensorOf(options, 'output_norm.weight', weightNames.finalNorm, [1, shape.hiddenSize]),
    ...(shape.isTied ? [] : [tensorOf(options, 'output.weight', weightNames.head, table)]),
    ...layers.flat(),
  ];
}

function partTensors(
  options: GgufOptions,
  layer: number,
  name: string,
  part: LayerPart,
): GgufTensor[] {
  const { shape } = options;
  const [rows, columns] = partSize(shape, part);
  const prefix = `blk.${layer}.${name}`;
  const size = [rows, columns] as const;
  const weight = tensorOf(options, `${prefix}.weight`, layerWeight(layer, part), size);
  const isQueryOrKey = name === 'attn_q' || name === 'attn_k';
  if (shape.family === 'llama' && isQueryOrKey) return [interleaved(weight, shape.headWidth)];
  if (shape.family !== 'qwen2' || !(isQueryOrKey || name === 'attn_v')) return [weight];
  const source = layerWeight(layer, part, 'bias');
  return [weight, tensorOf(options, `${prefix}.bias`, source, [1, rows])];
}

function tensorOf(
  { weights, type }: GgufOptions,
  name: string,
  source: string,
  [rows, columns]: readonly [number, number],
): GgufTensor {
  const read = () => weights.read(source);
  if (rows === 1) return { name, dimensions: [columns], type: 'f32', read };
  return { name, dimensions: [columns, rows], type, read };
}

/** llama.cpp rotates neighbouring rows of a head for the family of Llama, the hub's weights rows half a head apart. */
function interleaved(tensor: GgufTensor, headWidth: number): GgufTensor {
  const columns = tensor.dimensions[0]!;
  return {
    ...tensor,
    read() {
      const values = tensor.read();
      const result = new Float32Array(values.length);
      for (let row = 0; row < values.length / columns; row++) {
        const inHead = row % headWidth;
        const source = row - inHead + (inHead >>> 1) + (inHead % 2) * (headWidth / 2);
        result.set(values.subarray(source * columns, (source + 1) * columns), row * columns);
      }
      return result;
    },
  };
}

function align(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}

function padded(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes], align(bytes.length));
}

function writePadded(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
  writeSync(file, new Uint8Array(align(bytes.length) - bytes.length));
}

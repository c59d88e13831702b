import type { ModelShape } from '../model-shape.ts';

/** The names that the hub's safetensors files give to weights. */
export const weightNames = {
  embeddings: 'model.embed_tokens.weight',
  finalNorm: 'model.norm.weight',
  head: 'lm_head.weight',
} as const;

/** The parts of a decoder layer that have a weight, and some a bias. */
export type LayerPart =
  | 'input_layernorm'
  | 'self_attn.q_proj'
  | 'self_attn.k_proj'
  | 'self_attn.v_proj'
  | 'self_attn.q_norm'
  | 'self_attn.k_norm'
  | 'self_attn.o_proj'
  | 'post_attention_layernorm'
  | 'mlp.gate_proj'
  | 'mlp.up_proj'
  | 'mlp.down_proj';

export function layerWeight(layer: number, part: LayerPart, kind: 'weight' | 'bias' = 'weight') {
  return `model.layers.${layer}.${part}.${kind}`;
}

/** Rows and columns of a layer's matrix: one row for each output. Norms have one row. */
export function partSize(shape: ModelShape, part: LayerPart): readonly [number, number] {
  const { hiddenSize, intermediateSize, headWidth } = shape;
  const queryWidth = shape.heads * headWidth;
  const keyWidth = shape.keyValueHeads * headWidth;
  switch (part) {
    case 'input_layernorm':
    case 'post_attention_layernorm':
      return [1, hiddenSize];
    case 'self_attn.q_norm':
    case 'self_attn.k_norm':
      return [1, headWidth];
    case 'self_attn.q_proj':
      return [queryWidth, hiddenSize];
    case 'self_attn.k_proj':
    case 'self_attn.v_proj':
      return [keyWidth, hiddenSize];
    case 'self_attn.o_proj':
      return [hiddenSize, queryWidth];
    case 'mlp.gate_proj':
    case 'mlp.up_proj':
      return [intermediateSize, hiddenSize];
    case 'mlp.down_proj':
      return [hiddenSize, intermediateSize];
  }
}

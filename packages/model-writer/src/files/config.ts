import type { ModelShape } from '../model-shape.ts';
import { specialIds } from './special-tokens.ts';

const architectures = {
  llama: 'LlamaForCausalLM',
  mistral: 'MistralForCausalLM',
  qwen2: 'Qwen2ForCausalLM',
  qwen3: 'Qwen3ForCausalLM',
} as const;

/** config.json, in the words of the family. */
export function modelConfig(shape: ModelShape): object {
  return {
    architectures: [architectures[shape.family]],
    model_type: shape.family,
    hidden_size: shape.hiddenSize,
    intermediate_size: shape.intermediateSize,
    num_hidden_layers: shape.layers,
    num_attention_heads: shape.heads,
    num_key_value_heads: shape.keyValueHeads,
    head_dim: shape.headWidth,
    vocab_size: shape.vocabularySize,
    max_position_embeddings: shape.contextLength,
    rope_theta: shape.ropeTheta,
    rms_norm_eps: shape.epsilon,
    tie_word_embeddings: shape.isTied,
    sliding_window: shape.slidingWindow ?? null,
    hidden_act: 'silu',
    attention_bias: false,
    mlp_bias: false,
    ...tokenIds(shape),
  };
}

export function generationConfig(shape: ModelShape): object {
  return { ...tokenIds(shape), do_sample: true, temperature: 0.7, top_p: 0.9 };
}

function tokenIds({ vocabularySize }: ModelShape) {
  const ids = specialIds(vocabularySize);
  return {
    bos_token_id: null,
    eos_token_id: ids.get('<|im_end|>'),
    pad_token_id: ids.get('<|endoftext|>'),
  };
}

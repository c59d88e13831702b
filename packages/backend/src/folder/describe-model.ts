import { type GenerationDefaults, type ModelInfo, ModelLoadError } from '../logits-model.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { GenerationConfig, ModelFiles } from './model-files.ts';

/** What is known of a model before a runtime has opened it. */
export type ModelDescription = Omit<
  ModelInfo,
  'runtime' | 'maxSequences' | 'maxCachedTokens' | 'can'
>;

export interface DescribeOptions {
  readonly id: string;
  readonly dtype: string;
  readonly device: string;
  readonly tokenizer: Tokenizer;
  readonly contextLength: number | undefined;
}

/** Where no file tells. */
const DEFAULT_CONTEXT_LENGTH = 2048;

/** Throws `ModelLoadError` when the asked context is longer than what the model was made for. */
export function describeModel(files: ModelFiles, options: DescribeOptions): ModelDescription {
  const { id, dtype, device, tokenizer } = options;
  const text = { ...files.config, ...files.config.text_config };
  const longest = text.max_position_embeddings ?? text.n_positions ?? DEFAULT_CONTEXT_LENGTH;
  const { contextLength = longest } = options;
  if (contextLength > longest) {
    throw new ModelLoadError(
      `the context of ${id} has at most ${longest} tokens, ${contextLength} were asked for`,
    );
  }
  return {
    id,
    architecture: files.config.model_type,
    vocabularySize: text.vocab_size ?? tokenizer.vocabularySize,
    contextLength,
    dtype,
    device,
    endOfTurnIds: endOfTurnIds(files, tokenizer),
    defaults: generationDefaults(files.generationConfig),
  };
}

/** The files often disagree: one names the end of a text, another that of a turn. Nothing comes after either. */
function endOfTurnIds(files: ModelFiles, tokenizer: Tokenizer): Set<number> {
  const { config, generationConfig, tokenizerConfig } = files;
  const { eos_token: eosToken } = tokenizerConfig;
  const name =
    typeof eosToken === 'object' && eosToken && 'content' in eosToken ? eosToken.content : eosToken;
  const named = typeof name === 'string' ? tokenizer.specialTokens.get(name) : undefined;
  const ids = [
    generationConfig.eos_token_id,
    config.eos_token_id,
    config.text_config?.eos_token_id,
    named,
  ];
  return new Set(ids.flat().filter((id) => typeof id === 'number'));
}

function generationDefaults(config: GenerationConfig): GenerationDefaults {
  if (config.do_sample === false) return { temperature: 0 };
  return {
    ...(config.temperature !== undefined && { temperature: config.temperature }),
    ...(config.top_p !== undefined && { topP: config.top_p }),
    ...(config.top_k !== undefined && { topK: config.top_k }),
    ...(config.min_p !== undefined && { minP: config.min_p }),
    ...(config.repetition_penalty !== undefined && {
      repetitionPenalty: config.repetition_penalty,
    }),
  };
}

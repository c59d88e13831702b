import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type GenerationDefaults,
  type LogitsModel,
  type ModelInfo,
  ModelLoadError,
} from '../logits-model.ts';
import { createTokenizer } from '../tokenizer/tokenizer-json.ts';
import {
  fetchModelFiles,
  type GenerationConfig,
  type ModelFiles,
  readModelFiles,
} from './files.ts';
import { TransformersModel } from './model.ts';

export interface LoadModelOptions {
  /** Which file of the folder `onnx` runs, in the words of transformers.js: q8 (default), q4, fp16, fp32 … */
  readonly dtype?: 'fp32' | 'fp16' | 'q8' | 'int8' | 'uint8' | 'q4' | 'q4f16' | 'bnb4';
  /** Under which id the API offers the model (default: the id or the name of the folder). */
  readonly id?: string;
  /** Where files from the hub are kept (default: a folder inside the library's own). */
  readonly cacheFolder?: string;
  /** A hub other than Hugging Face's, such as a mirror: `https://hub.example/`. */
  readonly hub?: string;
  readonly maxSequences?: number;
}

/**
 * Loads a model from a local folder in the hub's layout or, online, by hub id.
 * Throws `ModelLoadError` when it cannot be had.
 */
export async function loadModel(
  source: string,
  options: LoadModelOptions = {},
): Promise<LogitsModel> {
  const library = await import('@xenova/transformers');
  // The library has one hub for the whole process.
  if (options.hub !== undefined) library.env.remoteHost = options.hub;
  const local = await isFolder(source);
  const location = local ? resolve(source) : source;
  const { dtype = 'q8', maxSequences = 16, cacheFolder } = options;
  const settings = {
    dtype,
    local_files_only: local,
    ...(cacheFolder && { cache_dir: cacheFolder }),
  };
  const files = local
    ? await readModelFiles(location)
    : await fetchModelFiles(library, source, settings);
  const tokenizer = createTokenizer(files.tokenizer, files.tokenizerConfig);
  const model = await library.AutoModelForCausalLM.from_pretrained(location, {
    ...settings,
    device: 'cpu',
  }).catch((fault: unknown) => {
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new ModelLoadError(`${source} does not load: ${reason}`, { cause: fault });
  });
  const fetched = (model.generation_config ?? {}) as GenerationConfig;
  const described = { generationConfig: fetched, ...files };
  const info = modelInfo(described, {
    id: options.id ?? source,
    dtype,
    tokens: tokenizer.vocabularySize,
  });
  return new TransformersModel({ library, model, info, tokenizer, maxSequences });
}

async function isFolder(source: string): Promise<boolean> {
  return (await stat(source).catch(() => undefined))?.isDirectory() ?? false;
}

function modelInfo(
  files: ModelFiles,
  known: { id: string; dtype: string; tokens: number },
): ModelInfo {
  const { config, generationConfig } = files;
  const endOfTurn = generationConfig.eos_token_id ?? config.eos_token_id ?? [];
  return {
    id: known.id,
    architecture: config.model_type,
    vocabularySize: config.vocab_size ?? known.tokens,
    contextLength: config.max_position_embeddings ?? 2048,
    dtype: known.dtype,
    device: 'cpu',
    endOfTurnIds: new Set([endOfTurn].flat()),
    defaults: generationDefaults(generationConfig),
  };
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

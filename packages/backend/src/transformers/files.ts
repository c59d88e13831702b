import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelLoadError } from '../logits-model.ts';
import type { TokenizerConfig, TokenizerJson } from '../tokenizer/tokenizer-json.ts';

/** What is read of a model besides its weights. */
export interface ModelFiles {
  readonly config: ModelConfig;
  readonly generationConfig: GenerationConfig;
  readonly tokenizer: TokenizerJson;
  readonly tokenizerConfig: TokenizerConfig;
}

export interface ModelConfig {
  readonly model_type: string;
  readonly vocab_size?: number;
  readonly max_position_embeddings?: number;
  readonly eos_token_id?: number | number[] | null;
}

export interface GenerationConfig {
  readonly eos_token_id?: number | number[] | null;
  readonly do_sample?: boolean;
  readonly temperature?: number;
  readonly top_p?: number;
  readonly top_k?: number;
  readonly min_p?: number;
  readonly repetition_penalty?: number;
}

/** Reads a folder in the hub's layout. */
export async function readModelFiles(folder: string): Promise<ModelFiles> {
  // First by itself: a folder without it is no model at all, and the error should say so.
  const config = await readJson<ModelConfig>(folder, 'config.json');
  const [generationConfig, tokenizer, tokenizerConfig, template] = await Promise.all([
    readJson<GenerationConfig>(folder, 'generation_config.json', {}),
    readJson<TokenizerJson>(folder, 'tokenizer.json'),
    readJson<TokenizerConfig>(folder, 'tokenizer_config.json'),
    readText(folder, 'chat_template.jinja'),
  ]);
  const withTemplate =
    template === undefined ? tokenizerConfig : { ...tokenizerConfig, chat_template: template };
  return { config, generationConfig, tokenizer, tokenizerConfig: withTemplate };
}

/** Fetches what is read besides the weights of a hub id through transformers.js, which keeps it in its cache. */
export async function fetchModelFiles(
  library: typeof import('@xenova/transformers'),
  id: string,
  options: { local_files_only: boolean; cache_dir?: string },
): Promise<Omit<ModelFiles, 'generationConfig'>> {
  try {
    const config = await library.AutoConfig.from_pretrained(id, options);
    const tokenizer = await library.AutoTokenizer.from_pretrained(id, options);
    // The library keeps what it parsed; its types say so, though it names the fields as its own.
    return {
      config: config as ModelConfig,
      tokenizer: tokenizer._tokenizerJSON as TokenizerJson,
      tokenizerConfig: tokenizer._tokenizerConfig as TokenizerConfig,
    };
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new ModelLoadError(
      `${id} is neither a folder here nor a model that the hub gave: ${reason}`,
      { cause: fault },
    );
  }
}

async function readJson<T>(folder: string, name: string, fallback?: T): Promise<T> {
  const text = await readText(folder, name);
  if (text === undefined) {
    if (fallback !== undefined) return fallback;
    throw new ModelLoadError(`${folder} has no ${name}`);
  }
  try {
    return JSON.parse(text) as T;
  } catch (fault) {
    throw new ModelLoadError(`${join(folder, name)} is not JSON`, { cause: fault });
  }
}

async function readText(folder: string, name: string): Promise<string | undefined> {
  return readFile(join(folder, name), 'utf8').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return undefined;
    throw fault;
  });
}

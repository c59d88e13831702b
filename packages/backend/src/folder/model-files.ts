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

export interface ModelConfig extends TextConfig {
  readonly model_type: string;
  /** Of models that take more than text. */
  readonly text_config?: TextConfig;
}

export interface TextConfig {
  readonly vocab_size?: number;
  readonly max_position_embeddings?: number;
  /** What it is called by models of the GPT-2 kind. */
  readonly n_positions?: number;
  readonly eos_token_id?: number | number[] | null;
  readonly num_hidden_layers?: number;
  readonly num_attention_heads?: number;
  readonly num_key_value_heads?: number;
  readonly hidden_size?: number;
  readonly head_dim?: number;
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

/** The files that `readModelFiles` wants and those that it can do without. */
export const requiredFiles = ['config.json', 'tokenizer.json'];
export const optionalFiles = [
  'generation_config.json',
  'tokenizer_config.json',
  'chat_template.jinja',
  'chat_template.json',
];

/** Reads a folder in the hub's layout. Throws `ModelLoadError` where a file is missing or cannot be understood. */
export async function readModelFiles(folder: string): Promise<ModelFiles> {
  // First by itself: a folder without it is no model at all, and the error should say so.
  const config = await readModelConfig(folder);
  const [generationConfig, tokenizer, tokenizerConfig, template] = await Promise.all([
    readJson<GenerationConfig>(folder, 'generation_config.json', {}),
    readJson<TokenizerJson>(folder, 'tokenizer.json'),
    readJson<TokenizerConfig>(folder, 'tokenizer_config.json', {}),
    readChatTemplate(folder),
  ]);
  return {
    config,
    generationConfig,
    tokenizer,
    tokenizerConfig: { ...tokenizerConfig, ...template },
  };
}

/** Reads config.json alone. */
export function readModelConfig(folder: string): Promise<ModelConfig> {
  return readJson(folder, 'config.json');
}

/** A template in a file of its own comes before the one in tokenizer_config.json. */
async function readChatTemplate(folder: string): Promise<Pick<TokenizerConfig, 'chat_template'>> {
  const source = await readText(folder, 'chat_template.jinja');
  if (source !== undefined) return { chat_template: source };
  return readJson(folder, 'chat_template.json', {});
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
    throw new ModelLoadError(`${join(folder, name)} cannot be read: ${fault.message}`, {
      cause: fault,
    });
  });
}

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** All that an operator can set. */
export interface Config {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Holds the database and what was fetched from the hub. */
  readonly dataFolder: string;
  readonly models: ModelConfig;
}

export interface ModelConfig {
  /** Folders in the hub's layout and hub ids; none is the embedded model. The first is loaded at start, the others when they are asked for. */
  readonly sources: readonly string[];
  /** Which of a model's files to run: `q8`, `q4`, `fp32` …; `undefined` takes the best for this machine. */
  readonly dtype: string | undefined;
  /** `cpu`, or what else transformers.js knows: `webgpu`, `cuda` … */
  readonly device: string | undefined;
  /** The hub to fetch models from; `undefined` is Hugging Face's. */
  readonly hub: string | undefined;
  /** For models that the hub gives to some only. */
  readonly hubToken: string | undefined;
  /** Nothing is fetched; what is not here cannot be served. */
  readonly isOffline: boolean;
  readonly threads: number | undefined;
  /** What the keys and values of one model's sequences may take. */
  readonly cacheBytes: number | undefined;
  /** What all loaded models may take together; idle ones make room for others. */
  readonly memoryBytes: number | undefined;
  /** A model that nobody asks for so long is unloaded; `undefined` keeps it. */
  readonly idleMs: number | undefined;
}

/** An environment variable has a value that cannot be used. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads PORT, HOST, ANTIPHON_DATA_DIR and those of the models: ANTIPHON_MODEL (several with commas between), ANTIPHON_DTYPE,
 * ANTIPHON_DEVICE, ANTIPHON_THREADS, ANTIPHON_CACHE_MB, ANTIPHON_MODEL_MEMORY_MB, ANTIPHON_MODEL_IDLE_MINUTES, HF_ENDPOINT,
 * HF_TOKEN, HF_HUB_OFFLINE. An empty variable is as good as none. Throws `ConfigError`.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  return {
    host: environment.HOST || '127.0.0.1',
    port: readInteger('PORT', environment.PORT || '8484', 0, 65535),
    dataFolder: resolve(environment.ANTIPHON_DATA_DIR || join(homedir(), '.antiphon')),
    models: readModelConfig(environment),
  };
}

function readModelConfig(environment: NodeJS.ProcessEnv): ModelConfig {
  const count = (name: string) => {
    const text = environment[name];
    return text ? readInteger(name, text, 1, Number.MAX_SAFE_INTEGER) : undefined;
  };
  const times = (name: string, factor: number) => {
    const value = count(name);
    return value === undefined ? undefined : value * factor;
  };
  return {
    sources: (environment.ANTIPHON_MODEL ?? '')
      .split(',')
      .map((source) => source.trim())
      .filter((source) => source !== ''),
    dtype: environment.ANTIPHON_DTYPE || undefined,
    device: environment.ANTIPHON_DEVICE || undefined,
    hub: environment.HF_ENDPOINT || undefined,
    hubToken: environment.HF_TOKEN || undefined,
    isOffline: readSwitch('HF_HUB_OFFLINE', environment.HF_HUB_OFFLINE || '0'),
    threads: count('ANTIPHON_THREADS'),
    cacheBytes: times('ANTIPHON_CACHE_MB', 2 ** 20),
    memoryBytes: times('ANTIPHON_MODEL_MEMORY_MB', 2 ** 20),
    idleMs: times('ANTIPHON_MODEL_IDLE_MINUTES', 60_000),
  };
}

function readInteger(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const range =
    most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `between ${least} and ${most}`;
  throw new ConfigError(`${name} must be an integer ${range}, got ${text}`);
}

function readSwitch(name: string, text: string): boolean {
  if (text === '1' || text === 'true') return true;
  if (text === '0' || text === 'false') return false;
  throw new ConfigError(`${name} must be 1 or 0, got ${text}`);
}

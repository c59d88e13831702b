import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { MissingToolsMode, ReasoningEvents, UnseenInputMode } from '@antiphon/responses';
import type { Retention } from '@antiphon/store';
import { type AppLimits, defaultLimits } from './limits.ts';
import { ConfigError, readChoice, readInteger, readSwitch } from './setting.ts';

export { ConfigError };

/** All that an operator can set. */
export interface Config {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Holds the database and what was fetched from the hub. */
  readonly dataFolder: string;
  /** `postgres://user:password@host:port/database`; `undefined` keeps responses in a file of the data folder. */
  readonly database: string | undefined;
  readonly retention: Retention;
  /** For how long other servers leave alone what this one works on, once nothing is heard of it. */
  readonly leaseMs: number;
  /** How many servers may die over one background response; `undefined` leaves it to the service. */
  readonly maxAttempts: number | undefined;
  readonly limits: AppLimits;
  readonly answers: AnswerConfig;
  readonly models: ModelConfig;
}

/** What an operator decides about every response. */
export interface AnswerConfig {
  /** What becomes of an image, a file or a sound that the model cannot take: the model is told of it in words, or the request is a 400. */
  readonly unseenInput: UnseenInputMode;
  /** What becomes of tools that the server would have to run (`web_search` …): the request is a 400, or goes on without them. */
  readonly missingTools: MissingToolsMode;
  /** Under which events a model's thoughts are streamed. */
  readonly reasoningEvents: ReasoningEvents;
}

const UNSEEN_INPUT = ['tell', 'refuse'] as const satisfies UnseenInputMode[];
const MISSING_TOOLS = ['refuse', 'omit'] as const satisfies MissingToolsMode[];
const REASONING_EVENTS = [
  'summary',
  'reasoning_text',
  'reasoning',
] as const satisfies ReasoningEvents[];

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

/** Reads the variables that the README lists. An empty one is as good as none. Throws `ConfigError`. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  return {
    host: environment.HOST || '127.0.0.1',
    port: readInteger('PORT', environment.PORT || '8484', 0, 65535),
    dataFolder: resolve(environment.ANTIPHON_DATA_DIR || join(homedir(), '.antiphon')),
    database: readDatabase(environment.ANTIPHON_DATABASE),
    retention: readRetention(environment),
    leaseMs:
      1000 *
      readInteger('ANTIPHON_LEASE_SECONDS', environment.ANTIPHON_LEASE_SECONDS || '15', 1, 3600),
    maxAttempts: readCount('ANTIPHON_JOB_ATTEMPTS', environment, 1000),
    limits: readLimits(environment),
    answers: readAnswerConfig(environment),
    models: readModelConfig(environment),
  };
}

function readDatabase(url: string | undefined): string | undefined {
  if (!url) return undefined;
  if (/^postgres(ql)?:\/\//.test(url)) return url;
  // It may hold a password: it is not repeated.
  throw new ConfigError('ANTIPHON_DATABASE must begin with postgres:// or postgresql://');
}

/** A client that tries again does so within minutes; for a day it gets its first response. */
const IDEMPOTENCY_TTL_MS = 24 * 60 * 60_000;

function readRetention(environment: NodeJS.ProcessEnv): Retention {
  const days = readCount('ANTIPHON_KEEP_DAYS', environment);
  const megabytes = readCount('ANTIPHON_KEEP_MB', environment);
  return {
    ttlMs: days === undefined ? undefined : days * 24 * 60 * 60_000,
    maxBytes: megabytes === undefined ? undefined : megabytes * 2 ** 20,
    idempotencyTtlMs: IDEMPOTENCY_TTL_MS,
  };
}

/** An integer of at least 1, or `undefined` where the variable is not set. */
function readCount(
  name: string,
  environment: NodeJS.ProcessEnv,
  most = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const text = environment[name];
  return text ? readInteger(name, text, 1, most) : undefined;
}

function readLimits(environment: NodeJS.ProcessEnv): AppLimits {
  // What is longer than a string can be cannot be read.
  const megabytes = readCount('ANTIPHON_MAX_BODY_MB', environment, 500);
  const seconds = readCount('ANTIPHON_PING_SECONDS', environment, 3600);
  return {
    ...defaultLimits,
    ...(megabytes !== undefined && { maxBodyBytes: megabytes * 2 ** 20 }),
    ...(seconds !== undefined && { pingMs: seconds * 1000 }),
  };
}

function readAnswerConfig(environment: NodeJS.ProcessEnv): AnswerConfig {
  const choice = <T extends string>(name: string, choices: readonly [T, ...T[]]) =>
    readChoice(name, environment[name] || choices[0], choices);
  return {
    unseenInput: choice('ANTIPHON_UNSEEN_INPUT', UNSEEN_INPUT),
    missingTools: choice('ANTIPHON_MISSING_TOOLS', MISSING_TOOLS),
    reasoningEvents: choice('ANTIPHON_REASONING_EVENTS', REASONING_EVENTS),
  };
}

function readModelConfig(environment: NodeJS.ProcessEnv): ModelConfig {
  const times = (name: string, factor: number) => {
    const value = readCount(name, environment);
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
    threads: readCount('ANTIPHON_THREADS', environment),
    cacheBytes: times('ANTIPHON_CACHE_MB', 2 ** 20),
    memoryBytes: times('ANTIPHON_MODEL_MEMORY_MB', 2 ** 20),
    idleMs: times('ANTIPHON_MODEL_IDLE_MINUTES', 60_000),
  };
}

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** All that an operator can set. */
export interface Config {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Holds the database and what was fetched from the hub. */
  readonly dataFolder: string;
  /** A folder in the hub's layout or a hub id; `undefined` is the embedded model. */
  readonly model: string | undefined;
  /** The hub to fetch models from; `undefined` is Hugging Face's. */
  readonly hub: string | undefined;
}

/** An environment variable has a value that cannot be used. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads PORT, HOST, ANTIPHON_DATA_DIR, ANTIPHON_MODEL and HF_ENDPOINT. An empty variable is as good as none. Throws `ConfigError`. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  return {
    host: environment.HOST || '127.0.0.1',
    port: readPort(environment.PORT || '8484'),
    dataFolder: resolve(environment.ANTIPHON_DATA_DIR || join(homedir(), '.antiphon')),
    model: environment.ANTIPHON_MODEL || undefined,
    hub: environment.HF_ENDPOINT || undefined,
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new ConfigError(`PORT must be an integer between 0 and 65535, got ${text}`);
}

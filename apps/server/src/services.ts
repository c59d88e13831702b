import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelDirectory } from '@antiphon/backend';
import { ModelPool } from '@antiphon/engine';
import { createResponseService, type ResponseService } from '@antiphon/responses';
import { openSqliteStore, type ResponseStore, StoreError } from '@antiphon/store';
import type { Config } from './config.ts';
import { modelEntries } from './model-entries.ts';
import { openServerKey } from './server-key.ts';

/** What the routes and the terminal work with. Whoever opens it closes it. */
export interface Services {
  readonly responses: ResponseService;
  readonly models: ModelDirectory;
  close(): Promise<void>;
}

export interface OpenServicesOptions {
  /** Is told what a person should read, a line at a time. */
  readonly log?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** Constructs everything behind the API: the one place that knows which parts it is made of. The first model is loaded when this resolves. */
export async function openServices(
  config: Config,
  { log, signal = new AbortController().signal }: OpenServicesOptions = {},
): Promise<Services> {
  const store = openStore(config.dataFolder);
  const { memoryBytes, idleMs } = config.models;
  const models = new ModelPool(modelEntries(config, log), {
    ...(memoryBytes !== undefined && { memoryBytes }),
    ...(idleMs !== undefined && { idleMs }),
  });
  const closeParts = async () => {
    await models.close();
    await store.close();
  };
  try {
    const sealingKey = openServerKey(join(config.dataFolder, 'server.key'));
    await models.preload(models.ids[0], signal);
    const responses = createResponseService({ store, models, sealingKey, ...config.answers });
    const close = async () => {
      await responses.close();
      await closeParts();
    };
    return { responses, models, close };
  } catch (fault) {
    await closeParts();
    throw fault;
  }
}

function openStore(folder: string): ResponseStore {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new StoreError(`the data folder ${folder} cannot be made: ${reason}`, { cause: fault });
  }
  return openSqliteStore(join(folder, 'antiphon.sqlite'));
}

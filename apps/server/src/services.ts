import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { estimateModelBytes, type LoadModelOptions, type ModelDirectory } from '@antiphon/backend';
import { modelFolder, modelId } from '@antiphon/embedded-model';
import { ModelPool, openLocalModel } from '@antiphon/engine';
import { createResponseService, type ResponseService } from '@antiphon/responses';
import { openSqliteStore, type ResponseStore, StoreError } from '@antiphon/store';
import type { Config } from './config.ts';
import { downloadLog } from './download-log.ts';

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
  options: OpenServicesOptions = {},
): Promise<Services> {
  const store = openStore(config.dataFolder);
  const models = createPool(config, options);
  const close = async () => {
    await models.close();
    await store.close();
  };
  try {
    await models.preload(models.ids[0], options.signal ?? new AbortController().signal);
    return { responses: createResponseService({ store, models }), models, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

function createPool(config: Config, { log }: OpenServicesOptions): ModelPool {
  const { sources, memoryBytes, idleMs } = config.models;
  const embedded = { id: modelId, source: modelFolder };
  const chosen = sources.map((source) => ({ id: source, source }));
  const entries = (chosen.length > 0 ? chosen : [embedded]).map(({ id, source }) => {
    const load = {
      ...loadOptions(config),
      id,
      ...(log && { log, onProgress: downloadLog(id, log) }),
    };
    return {
      id,
      open: (signal: AbortSignal) => openLocalModel(source, { load: { ...load, signal } }),
      estimatedBytes: (signal: AbortSignal) =>
        memoryBytes === undefined
          ? Promise.resolve(0)
          : estimateModelBytes(source, { ...load, signal }),
    };
  });
  return new ModelPool(entries, {
    ...(memoryBytes !== undefined && { memoryBytes }),
    ...(idleMs !== undefined && { idleMs }),
  });
}

function loadOptions({ dataFolder, models }: Config): LoadModelOptions {
  const { dtype, device, hub, hubToken, isOffline, threads, cacheBytes } = models;
  return {
    cacheFolder: join(dataFolder, 'models'),
    offline: isOffline,
    ...(dtype !== undefined && { dtype }),
    ...(device !== undefined && { device }),
    ...(hub !== undefined && { hub }),
    ...(hubToken !== undefined && { token: hubToken }),
    ...(threads !== undefined && { threads }),
    ...(cacheBytes !== undefined && { cacheBytes }),
  };
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

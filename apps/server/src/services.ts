import type { ModelDirectory } from '@antiphon/backend';
import { ModelPool } from '@antiphon/engine';
import { createResponseService, type ResponseService } from '@antiphon/responses';
import { keepCollecting } from '@antiphon/store';
import type { Config } from './config.ts';
import { modelEntries } from './model-entries.ts';
import { openStore } from './open-store.ts';

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
  const { store, sealingKeys } = await openStore(config);
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
    await models.preload(models.ids[0], signal);
  } catch (fault) {
    await closeParts();
    throw fault;
  }
  const [sealingKey, ...olderSealingKeys] = sealingKeys;
  const { leaseMs, maxAttempts, answers } = config;
  const responses = createResponseService({
    store,
    models,
    ...(sealingKey && { sealingKey }),
    olderSealingKeys,
    leaseMs,
    ...(maxAttempts !== undefined && { maxAttempts }),
    ...answers,
  });
  const closing = new AbortController();
  const collecting = keepCollecting(store, {
    retention: config.retention,
    signal: closing.signal,
    onFault: console.error,
  });
  const close = async () => {
    closing.abort();
    await collecting;
    await responses.close();
    await closeParts();
  };
  return { responses, models, close };
}

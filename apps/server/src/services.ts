import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type LanguageModel, loadModel } from '@antiphon/backend';
import { modelFolder, modelId } from '@antiphon/embedded-model';
import { createLocalModel } from '@antiphon/engine';
import { createResponseService, type ResponseService } from '@antiphon/responses';
import { openSqliteStore, type ResponseStore, StoreError } from '@antiphon/store';
import type { Config } from './config.ts';

/** What the routes and the terminal work with. Whoever opens it closes it. */
export interface Services {
  readonly responses: ResponseService;
  readonly models: readonly LanguageModel[];
  close(): Promise<void>;
}

/** Constructs everything behind the API: the one place that knows which parts it is made of. */
export async function openServices(config: Config): Promise<Services> {
  const store = openStore(config.dataFolder);
  try {
    const model = await openModel(config);
    return {
      responses: createResponseService({ store, models: [model] }),
      models: [model],
      async close() {
        await model.close();
        await store.close();
      },
    };
  } catch (fault) {
    await store.close();
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

async function openModel(config: Config): Promise<LanguageModel> {
  const source = config.model ?? modelFolder;
  const cacheFolder = join(config.dataFolder, 'models');
  const logitsModel = await loadModel(source, {
    cacheFolder,
    ...(config.model === undefined && { id: modelId }),
    ...(config.hub !== undefined && { hub: config.hub }),
  });
  return createLocalModel(logitsModel);
}

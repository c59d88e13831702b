import { join } from 'node:path';
import {
  estimateModelBytes,
  type LoadModelOptions,
  loadScriptedModel,
  scriptedModelId,
} from '@antiphon/backend';
import { modelFolder, modelId } from '@antiphon/embedded-model';
import { createLocalModel, openLocalModel, type PoolEntry } from '@antiphon/engine';
import type { Config } from './config.ts';
import { downloadLog } from './download-log.ts';

/** What a source begins with that names the script of a model, and not its weights. */
const SCRIPTED = 'scripted:';

/** The models that the configuration names, or else the embedded one. `log` is told how downloads go on. */
export function modelEntries(config: Config, log?: (line: string) => void): PoolEntry[] {
  const { sources } = config.models;
  if (sources.length === 0) return [localEntry(modelId, { source: modelFolder, config, log })];
  return sources.map((source) =>
    source.startsWith(SCRIPTED)
      ? scriptedEntry(source.slice(SCRIPTED.length))
      : localEntry(source, { source, config, log }),
  );
}

function scriptedEntry(path: string): PoolEntry {
  return {
    id: scriptedModelId(path),
    open: async () => createLocalModel(await loadScriptedModel(path)),
  };
}

interface LocalModel {
  readonly source: string;
  readonly config: Config;
  readonly log: ((line: string) => void) | undefined;
}

function localEntry(id: string, { source, config, log }: LocalModel): PoolEntry {
  const load = {
    ...loadOptions(config),
    id,
    ...(log && { log, onProgress: downloadLog(id, log) }),
  };
  const isBounded = config.models.memoryBytes !== undefined;
  return {
    id,
    open: (signal) => openLocalModel(source, { load: { ...load, signal } }),
    ...(isBounded && {
      estimatedBytes: (signal: AbortSignal) => estimateModelBytes(source, { ...load, signal }),
    }),
  };
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

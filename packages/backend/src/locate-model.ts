import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fetchModel } from './hub/fetch-model.ts';
import type { LoadModelOptions } from './load-options.ts';

export interface LocatedModel {
  /** In the hub's layout. */
  readonly folder: string;
  readonly id: string;
}

/** Finds a model's folder: itself, or the one in the cache to which what is not here yet is fetched from the hub. */
export async function locateModel(
  source: string,
  options: LoadModelOptions,
): Promise<LocatedModel> {
  const isFolder = (await stat(source).catch(() => undefined))?.isDirectory() ?? false;
  const folder = isFolder ? resolve(source) : await fetchModel(source, options);
  return { folder, id: options.id ?? (isFolder ? basename(folder) : source) };
}

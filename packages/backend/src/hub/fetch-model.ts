import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { exists } from '../folder/exists.ts';
import { chooseGraphs } from '../folder/graph-files.ts';
import { optionalFiles, requiredFiles } from '../folder/model-files.ts';
import type { LoadModelOptions } from '../load-options.ts';
import { ModelLoadError } from '../logits-model.ts';
import { download } from './download.ts';
import { Repository } from './repository.ts';

const HUB = 'https://huggingface.co';

/**
 * Fetches what of a model is not in the cache yet. Resolves to a folder in the hub's layout, which later loads find without a
 * request. Throws `ModelLoadError`, or the signal's reason once aborted.
 */
export async function fetchModel(id: string, options: LoadModelOptions): Promise<string> {
  const { revision = 'main', offline = false, signal } = options;
  checkName(id, revision);
  const { cacheFolder = join(homedir(), '.antiphon', 'models') } = options;
  const folder = join(cacheFolder, id, revision === 'main' ? '' : encodeURIComponent(revision));
  if (offline) {
    await checkCached(id, folder);
    return folder;
  }
  const { dtype, device = 'cpu' } = options;
  const receipt = join(folder, `.fetched-${dtype ?? `best-for-${device}`}`);
  if (await exists(receipt)) return folder;
  const { hub = HUB, token } = options;
  try {
    await fetchFiles(new Repository({ hub, id, revision, token, signal }), folder, options);
    await writeFile(receipt, '');
  } catch (fault) {
    signal?.throwIfAborted();
    throw fault instanceof ModelLoadError ? fault : unfetchable(id, hub, fault);
  }
  return folder;
}

/** A name becomes a path and a part of an address. */
function checkName(id: string, revision: string): void {
  if (!/^([\w-][\w.-]*\/)?[\w-][\w.-]*$/.test(id)) {
    throw new ModelLoadError(`${id} is neither a folder here nor the id of a model on a hub`);
  }
  if (!/^\w[\w./-]*$/.test(revision)) {
    throw new ModelLoadError(`${revision} is not the name of a revision`);
  }
}

async function checkCached(id: string, folder: string): Promise<void> {
  if (await exists(join(folder, 'config.json'))) return;
  throw new ModelLoadError(
    `${id} is neither a folder here nor in the cache (${folder}), and nothing is fetched offline`,
  );
}

async function fetchFiles(
  named: Repository,
  folder: string,
  options: LoadModelOptions,
): Promise<void> {
  const config = await named.describe('config.json');
  if (!config) {
    throw new ModelLoadError(`there is no such folder here, and ${named.name} has no config.json`);
  }
  // All files are to be of one commit, also when another is pushed meanwhile.
  const repository = config.commit ? named.at(config.commit) : named;
  const fetchFile = (path: string) => fetchInto(folder, { repository, path, options });
  for (const path of requiredFiles) {
    if (!(await fetchFile(path))) throw new ModelLoadError(`${named.name} has no ${path}`);
  }
  for (const path of optionalFiles) await fetchFile(path);
  const has = async (path: string) => (await repository.describe(path)) !== undefined;
  const { files } = await chooseGraphs({ ...options, name: named.name }, has);
  for (const graph of files) {
    await fetchFile(graph);
    for (const data of dataFiles(graph)) if (!(await fetchFile(data))) break;
  }
}

/** Weights outside of a graph lie in so many files as they need. */
function* dataFiles(graph: string): Generator<string> {
  yield `${graph}_data`;
  for (let number = 1; ; number++) yield `${graph}_data_${number}`;
}

interface Wanted {
  readonly repository: Repository;
  readonly path: string;
  readonly options: LoadModelOptions;
}

/** Resolves to whether the repository has the file. */
async function fetchInto(folder: string, { repository, path, options }: Wanted): Promise<boolean> {
  const target = join(folder, path);
  if (await exists(target)) return true;
  const file = await repository.describe(path);
  if (!file) return false;
  const { onProgress, signal } = options;
  const onBytes = (loadedBytes: number) =>
    onProgress?.({ file: path, loadedBytes, totalBytes: file.bytes });
  await download(repository, file, target, { signal, onBytes });
  return true;
}

function unfetchable(id: string, hub: string, fault: unknown): ModelLoadError {
  // What `fetch` itself says is only that it failed.
  const reason = fault instanceof Error ? (fault.cause ?? fault) : fault;
  const text = reason instanceof Error ? reason.message : String(reason);
  return new ModelLoadError(
    `there is no folder ${id} here, and it cannot be fetched from ${hub}: ${text}`,
    { cause: fault },
  );
}

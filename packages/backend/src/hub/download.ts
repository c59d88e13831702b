import { createHash, type Hash, randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { exists } from '../folder/exists.ts';
import { ModelLoadError } from '../logits-model.ts';
import { PartFile } from './part-file.ts';
import type { RemoteFile, Repository } from './repository.ts';

export interface DownloadOptions {
  readonly signal: AbortSignal | undefined;
  /** Is told how much of the file is here. */
  readonly onBytes: (bytes: number) => void;
}

/** How often somebody looks whether another one's download of the same file is done. */
const POLL_MS = 200;
const PROGRESS_BYTES = 2 ** 20;

/**
 * Brings a file to `target`, where it appears only whole. What a broken or aborted download leaves is gone on with; two that
 * want one file at once fetch it once.
 */
export async function download(
  repository: Repository,
  file: RemoteFile,
  target: string,
  options: DownloadOptions,
): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const path = `${target}.${partTag(file)}.part`;
  while (!(await exists(target))) {
    options.signal?.throwIfAborted();
    const part = await PartFile.take(path);
    if (part) await complete(part, { repository, file, target, path }, options);
    else await pause(POLL_MS, undefined, options.signal ? { signal: options.signal } : {});
  }
}

interface Transfer {
  readonly repository: Repository;
  readonly file: RemoteFile;
  readonly target: string;
  /** Of the part. */
  readonly path: string;
}

async function complete(
  part: PartFile,
  transfer: Transfer,
  options: DownloadOptions,
): Promise<void> {
  const { file, target, path } = transfer;
  try {
    // Somebody may have finished it since the last look.
    if (!(await exists(target))) await fill(part, transfer, options);
    await part.finish();
  } catch (fault) {
    await part.abandon();
    // Without a name for the content nobody can tell whether the rest would fit.
    if (fault instanceof DamagedFileError || file.etag === undefined)
      await rm(path, { force: true });
    throw fault;
  }
  if (await exists(target)) await rm(path, { force: true });
  else await rename(path, target);
}

/** Asks for the rest as often as some of it comes. */
async function fill(
  part: PartFile,
  { repository, file }: Transfer,
  options: DownloadOptions,
): Promise<void> {
  const hash = createHash('sha256');
  for await (const bytes of part.read()) hash.update(bytes);
  while (file.bytes === undefined || part.length < file.bytes) {
    const before = part.length;
    try {
      await transferRest(part, repository, { ...options, path: file.path, hash });
      options.onBytes(part.length);
      if (file.bytes === undefined) break;
    } catch (fault) {
      options.signal?.throwIfAborted();
      if (part.length === before || fault instanceof ModelLoadError) throw fault;
    }
  }
  checkContent(part.length, hash.digest('hex'), file);
}

async function transferRest(
  part: PartFile,
  repository: Repository,
  { path, hash, onBytes }: DownloadOptions & { readonly path: string; readonly hash: Hash },
): Promise<void> {
  const response = await repository.read(path, part.length);
  let surplus = response.status === 206 ? 0 : part.length;
  let reported = part.length;
  for await (const chunk of response.body!) {
    const bytes = chunk.subarray(Math.min(surplus, chunk.length));
    surplus -= chunk.length - bytes.length;
    await part.append(bytes);
    hash.update(bytes);
    if (part.length - reported < PROGRESS_BYTES) continue;
    reported = part.length;
    onBytes(reported);
  }
}

/** What arrived is not what the hub announced. */
class DamagedFileError extends ModelLoadError {}

function checkContent(length: number, sha256: string, file: RemoteFile): void {
  const { path, bytes = length } = file;
  if (length !== bytes) {
    throw new DamagedFileError(`${path} arrived with ${length} bytes instead of ${bytes}`);
  }
  if (file.sha256 !== undefined && sha256 !== file.sha256) {
    throw new DamagedFileError(`${path} arrived damaged: its SHA-256 is not the one announced`);
  }
}

function partTag({ etag, bytes }: RemoteFile): string {
  if (etag === undefined) return randomUUID();
  return createHash('sha256').update(`${etag} ${bytes}`).digest('hex').slice(0, 12);
}

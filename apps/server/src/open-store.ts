import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore, type ResponseStore, StoreError } from '@antiphon/store';
import type { Config } from './config.ts';
import { openServerKeys, renewServerKey } from './server-key.ts';

export interface OpenStore {
  readonly store: ResponseStore;
  /** What clients keep and must not read is sealed with the first, and opened with any. */
  readonly sealingKeys: readonly Uint8Array[];
}

/** The name of the secret in a database that servers share. */
const SEALING = 'sealing';

/**
 * Opens the database that the configuration names. The keys are a file beside a database of this machine, so that a copy of the one
 * tells nothing of the other; servers that share a database share the keys that it holds.
 */
export async function openStore({ dataFolder, database }: Config): Promise<OpenStore> {
  makeFolder(dataFolder);
  if (database === undefined) {
    const sealingKeys = openServerKeys(keyFile(dataFolder));
    return { store: openSqliteStore(join(dataFolder, 'antiphon.sqlite')), sealingKeys };
  }
  const store = await openShared(database);
  try {
    return { store, sealingKeys: await store.secrets(SEALING) };
  } catch (fault) {
    await store.close();
    throw fault;
  }
}

/** Makes a new key, with which servers seal from their next start. Gives how many there are with it. */
export async function renewSealingKey({ dataFolder, database }: Config): Promise<number> {
  if (database === undefined) {
    makeFolder(dataFolder);
    renewServerKey(keyFile(dataFolder));
    return openServerKeys(keyFile(dataFolder)).length;
  }
  const store = await openShared(database);
  try {
    return (await store.renewSecret(SEALING)).length;
  } finally {
    await store.close();
  }
}

/** Whoever needs no PostgreSQL loads no client of it. */
async function openShared(url: string): Promise<ResponseStore> {
  const { openPostgresStore } = await import('@antiphon/store/postgres');
  return openPostgresStore({ url });
}

function keyFile(dataFolder: string): string {
  return join(dataFolder, 'server.key');
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new StoreError(`the data folder ${folder} cannot be made: ${reason}`, { cause: fault });
  }
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore, type ResponseStore, StoreError } from '@antiphon/store';
import type { Config } from './config.ts';
import { openServerKey } from './server-key.ts';

export interface OpenStore {
  readonly store: ResponseStore;
  /** What clients keep and must not read is sealed with it. */
  readonly sealingKey: Uint8Array;
}

/**
 * Opens the database that the configuration names. The key is a file beside a database of this machine, so that a copy of the one
 * tells nothing of the other; servers that share a database share the key that it holds.
 */
export async function openStore({ dataFolder, database }: Config): Promise<OpenStore> {
  makeFolder(dataFolder);
  if (database === undefined) {
    const sealingKey = openServerKey(join(dataFolder, 'server.key'));
    return { store: openSqliteStore(join(dataFolder, 'antiphon.sqlite')), sealingKey };
  }
  // Whoever needs no PostgreSQL loads no client of it.
  const { openPostgresStore } = await import('@antiphon/store/postgres');
  const store = await openPostgresStore({ url: database });
  try {
    return { store, sealingKey: await store.secret('sealing') };
  } catch (fault) {
    await store.close();
    throw fault;
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new StoreError(`the data folder ${folder} cannot be made: ${reason}`, { cause: fault });
  }
}

import type { ResponseStore } from '../response-store.ts';
import { SqlStore } from '../sql/store.ts';
import { StoreError } from '../store-error.ts';
import { PostgresDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { createPool, type PoolOptions } from './pool.ts';
import { PostgresTopics } from './topics.ts';

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** Where the tables live; made when it is not there. `antiphon` when it is left out. */
  readonly schema?: string;
  /** 10 when it is left out; one more listens. */
  readonly maxConnections?: number;
  /** How long an operation goes on trying to reach a server that is away, before it is a `StoreError`; 10 s when it is left out. */
  readonly retryMs?: number;
  /** How often a reader looks on its own whether another process has written, should the server's notice not come; 1 s when it is left out. */
  readonly pollMs?: number;
}

const DEFAULT_RETRY_MS = 10_000;
const DEFAULT_POLL_MS = 1000;

/**
 * Opens a store that any number of processes share, and brings its tables to this program's version, one process at a time. Rejects
 * with `StoreError` when that cannot be.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<ResponseStore> {
  const { url, schema = 'antiphon', maxConnections = 10 } = options;
  if (!/^[a-z_][a-z0-9_]{0,39}$/.test(schema)) {
    throw new StoreError(
      `a schema is named with up to 40 of a-z, 0-9 and _, not ${JSON.stringify(schema)}`,
    );
  }
  const pooled: PoolOptions = { url, schema, maxConnections };
  const pool = createPool(pooled);
  const database = new PostgresDatabase(pool, options.retryMs ?? DEFAULT_RETRY_MS);
  try {
    await migrate(database, schema);
  } catch (fault) {
    await database.close();
    throw fault;
  }
  const topics = new PostgresTopics(pool, pooled, options.pollMs ?? DEFAULT_POLL_MS);
  return new SqlStore(database, topics);
}

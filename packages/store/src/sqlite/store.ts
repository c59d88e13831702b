import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { ResponseStore } from '../response-store.ts';
import { SqlStore } from '../sql/store.ts';
import { StoreError } from '../store-error.ts';
import { LocalTopics } from '../topics.ts';
import { SqliteDatabase } from './database.ts';
import { migrate } from './migrate.ts';

/** How long a statement waits for another process that writes. */
const BUSY_TIMEOUT_MS = 5000;

/** How often a reader looks whether another process has written. */
const POLL_MS = 500;

const PROBE_BYTES = 2 ** 16;

export interface SqliteStoreOptions {
  /** What the file may grow to. Beyond it the store answers as it does on a full disk. */
  readonly maxFileBytes?: number;
}

/** Opens the database file, or one in memory for `:memory:`. Throws `StoreError` when it cannot be used. */
export function openSqliteStore(file: string, options: SqliteStoreOptions = {}): ResponseStore {
  return new SqlStore(new SqliteDatabase(openDatabase(file, options)), new LocalTopics(POLL_MS));
}

function openDatabase(file: string, { maxFileBytes }: SqliteStoreOptions): DatabaseSync {
  try {
    const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    database.function('now_ms', () => Date.now());
    database.exec('pragma journal_mode = wal');
    database.exec('pragma synchronous = full');
    if (maxFileBytes !== undefined) limitSize(database, maxFileBytes);
    migrate(database);
    return database;
  } catch (fault) {
    if (fault instanceof StoreError) throw fault;
    throw new StoreError(`the database ${file} cannot be opened: ${reasonOf(fault, file)}`, {
      cause: fault,
    });
  }
}

function limitSize(database: DatabaseSync, maxBytes: number): void {
  const pageBytes = Number(database.prepare('pragma page_size').get()?.page_size);
  database.exec(`pragma max_page_count = ${Math.max(1, Math.floor(maxBytes / pageBytes))}`);
}

/** SQLite does not tell what is wrong with a path; the file system does. */
function reasonOf(fault: unknown, file: string): string {
  try {
    if (file !== ':memory:') tryOut(file);
  } catch (denied) {
    if (denied instanceof Error) return denied.message;
  }
  return fault instanceof Error ? fault.message : String(fault);
}

/** Writes beside the file as much as it takes at least to open it. */
function tryOut(file: string): void {
  closeSync(openSync(file, 'a'));
  const probe = `${file}.probe`;
  try {
    writeFileSync(probe, Buffer.alloc(PROBE_BYTES));
  } finally {
    rmSync(probe, { force: true });
  }
}

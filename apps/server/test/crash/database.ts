import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore, type ResponseStore } from '@antiphon/store';
import { openPostgresStore } from '@antiphon/store/postgres';
import { startPostgres } from '../../../../packages/store/test/postgres/server.ts';

/** Where servers keep what the test is about. */
export interface CrashDatabase {
  /** For each of the servers that share it. */
  readonly settings: readonly NodeJS.ProcessEnv[];
  /** Restarts the database itself, under whoever uses it; `undefined` where it has no life of its own. */
  readonly restart?: () => Promise<void>;
  /** What is wrong with it as a killed server has left it. */
  faults(): readonly string[];
  open(): Promise<ResponseStore>;
  remove(): Promise<void>;
}

/** One server on a file. */
export function sqliteDatabase(folder: string): CrashDatabase {
  const file = join(folder, 'antiphon.sqlite');
  const copy = join(folder, 'copy.sqlite');
  return {
    settings: [{ ANTIPHON_DATA_DIR: folder }],
    /** Of a copy: whoever opens the file itself would put it in order before the next server does. */
    faults() {
      if (!existsSync(file)) return [];
      for (const ending of ['', '-wal'])
        if (existsSync(file + ending)) copyFileSync(file + ending, copy + ending);
      const database = new DatabaseSync(copy);
      const rows = database.prepare('pragma integrity_check').all();
      database.close();
      return rows.map((row) => String(row.integrity_check)).filter((result) => result !== 'ok');
    },
    open: async () => openSqliteStore(file),
    remove: async () => {},
  };
}

/** Two servers on one PostgreSQL of their own. */
export async function postgresDatabase(folder: string): Promise<CrashDatabase> {
  const postgres = await startPostgres();
  return {
    settings: ['one', 'other'].map((name) => ({
      ANTIPHON_DATA_DIR: join(folder, name),
      ANTIPHON_DATABASE: postgres.url,
    })),
    async restart() {
      await postgres.stop();
      await postgres.start();
    },
    faults: () => [],
    open: () => openPostgresStore({ url: postgres.url }),
    remove: () => postgres.remove(),
  };
}

import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';
import { migrations } from './migrations.ts';

/** Brings the database to this program's version, one process at a time. */
export function migrate(database: DatabaseSync): void {
  database.exec('begin immediate');
  try {
    const version = Number(database.prepare('pragma user_version').get()?.user_version);
    if (version > migrations.length) {
      throw new StoreError(
        `the database has version ${version}, and this program knows ${migrations.length}: it was written by a later one`,
      );
    }
    for (const migration of migrations.slice(version)) database.exec(migration);
    database.exec(`pragma user_version = ${migrations.length}`);
    database.exec('commit');
  } catch (fault) {
    database.exec('rollback');
    throw fault;
  }
}

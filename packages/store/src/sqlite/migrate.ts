import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../response-store.ts';

/** Each entry takes a database from the version that is its index to the next. Entries are never changed, only added. */
const migrations: readonly string[] = [
  `create table response (
     tenant text not null,
     id text not null,
     parent text,
     deleted integer not null default 0,
     resource text not null,
     primary key (tenant, id)
   ) strict, without rowid;
   create table item (
     tenant text not null,
     response text not null,
     position integer not null,
     direction text not null check (direction in ('input', 'output')),
     item text not null,
     primary key (tenant, response, position)
   ) strict, without rowid;`,
];

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

import { StoreError } from '../store-error.ts';
import type { PostgresDatabase } from './database.ts';
import { migrations } from './migrations.ts';

/** Any number that nobody else locks. */
const MIGRATION_LOCK = 7_232_018_402;

/** Brings the schema to this program's version, one process at a time. */
export async function migrate(database: PostgresDatabase, schema: string): Promise<void> {
  await database.script(async (query) => {
    await query(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    await query(`create schema if not exists ${schema}`);
    await query('create table if not exists schema_version (version integer not null)');
    const { rows } = await query('select version from schema_version');
    const version = Number(rows[0]?.version ?? 0);
    if (version > migrations.length) {
      throw new StoreError(
        `the schema ${schema} has version ${version}, and this program knows ${migrations.length}: it was written by a later one`,
      );
    }
    if (version === migrations.length) return;
    for (const migration of migrations.slice(version)) await query(migration);
    await query('delete from schema_version');
    await query(`insert into schema_version values (${migrations.length})`);
  });
}

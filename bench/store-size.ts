import { DatabaseSync } from 'node:sqlite';
import type { ResponseStore } from '@antiphon/store';
import type { PostgresServer } from '../packages/store/test/postgres/server.ts';
import { addChain } from './store-figures.ts';

/** What a database takes now, in bytes. */
export type SizeOf = () => Promise<number>;

/** Of the file, once what waits in the log beside it is in. */
export function sqliteSize(file: string): SizeOf {
  return async () => {
    const database = new DatabaseSync(file);
    try {
      database.exec('pragma wal_checkpoint(truncate)');
      const [pages, bytes] = ['page_count', 'page_size'].map((name) =>
        Number(database.prepare(`pragma ${name}`).get()?.[name]),
      );
      return pages! * bytes!;
    } finally {
      database.close();
    }
  };
}

/** Of the tables with their indexes and what is stored beside them. */
export function postgresSize(server: PostgresServer): SizeOf {
  return async () => {
    const [row] = await server.query(
      `select sum(pg_total_relation_size(oid)) as bytes from pg_class
       where relkind = 'r' and relnamespace = 'antiphon'::regnamespace`,
    );
    return Number(row.bytes);
  };
}

/** What a turn takes, by the length of the chain that it is in. */
export async function bytesPerTurn(
  store: ResponseStore,
  sizeOf: SizeOf,
): Promise<Readonly<Record<number, number>>> {
  const perTurn: Record<number, number> = {};
  for (const length of [10, 100, 1000]) {
    const before = await sizeOf();
    await addChain(store, `of_${length}`, length);
    perTurn[length] = ((await sizeOf()) - before) / length;
  }
  return perTurn;
}

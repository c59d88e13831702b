import { execFileSync } from 'node:child_process';
import { openPostgresStore } from '@antiphon/store/postgres';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startPostgres } from '../../../../packages/store/test/postgres/server.ts';
import { makeSmallDisk } from '../crash/small-disk.ts';
import { expectNothingUnstored } from './fail-and-recover.ts';

const DISK_FULL = '53100';

const probe = makeSmallDisk(1);
probe?.remove();

/** Has all that is made from now on lie in a folder. */
async function placeTables(url: string, folder: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create tablespace small location '${folder}'`);
  await client.query('alter role antiphon set default_tablespace = small');
  await client.end();
}

test.skipIf(!probe)(
  'where the disk of a PostgreSQL fills under a server, nothing is acknowledged until there is space',
  async () => {
    const disk = makeSmallDisk(8)!;
    const postgres = await startPostgres();
    try {
      // It runs under a user of its own.
      execFileSync('chown', ['postgres', disk.folder]);
      await placeTables(postgres.url, disk.folder);
      const store = await openPostgresStore({ url: postgres.url });
      const { fill: fail, empty: recover } = disk;
      const faults = await expectNothingUnstored({ store, fail, recover });
      expect(new Set(faults.map((fault) => Object(fault).code))).toEqual(new Set([DISK_FULL]));
    } finally {
      await postgres.remove();
      disk.remove();
    }
  },
  60_000,
);

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '@antiphon/store';
import { afterAll, expect, test } from 'vitest';
import { SqlStore } from '../../../../packages/store/src/sql/store.ts';
import { SqliteDatabase } from '../../../../packages/store/src/sqlite/database.ts';
import { migrate } from '../../../../packages/store/src/sqlite/migrate.ts';
import { LocalTopics } from '../../../../packages/store/src/topics.ts';
import { expectNothingUnstored } from './fail-and-recover.ts';

const folder = mkdtempSync(join(tmpdir(), 'antiphon-read-only-'));
const file = join(folder, 'antiphon.sqlite');
afterAll(() => rmSync(folder, { recursive: true }));

const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;

/** Takes the right to write from everybody, also from root and from whoever has opened the file already. */
function setImmutable(isImmutable: boolean, ...paths: string[]): void {
  execFileSync('chattr', [isImmutable ? '+i' : '-i', ...paths], { stdio: 'pipe' });
}

/** Not every file system knows the attribute, and it takes root to set it. */
function canBeImmutable(): boolean {
  const probe = join(folder, 'probe');
  writeFileSync(probe, '');
  try {
    setImmutable(true, probe);
    setImmutable(false, probe);
    return true;
  } catch {
    return false;
  }
}

function codes(faults: readonly unknown[]): Set<unknown> {
  return new Set(faults.map((fault) => Number(Object(fault).errcode) & 0xff));
}

test.skipIf(!canBeImmutable())(
  'where the folder and its files become read-only under a server, nothing is acknowledged until they can be written again',
  async () => {
    const store = openSqliteStore(file);
    const paths = [folder, file, `${file}-wal`];
    const faults = await expectNothingUnstored({
      store,
      fail: () => setImmutable(true, ...paths),
      recover: () => setImmutable(false, ...paths),
    });
    // So SQLite calls a write that the system does not allow.
    expect(codes(faults)).toEqual(new Set([SQLITE_IOERR]));
  },
  60_000,
);

test('where SQLite says that its database is read-only, nothing is acknowledged until it is not', async () => {
  const database = new DatabaseSync(':memory:');
  database.function('now_ms', () => Date.now());
  migrate(database);
  const faults = await expectNothingUnstored({
    store: new SqlStore(new SqliteDatabase(database), new LocalTopics(500)),
    fail: () => database.exec('pragma query_only = on'),
    recover: () => database.exec('pragma query_only = off'),
  });
  expect(codes(faults)).toEqual(new Set([SQLITE_READONLY]));
}, 60_000);

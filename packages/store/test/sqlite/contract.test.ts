import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openSqliteStore } from '../../src/index.ts';
import { testResponseStore } from '../contract/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'antiphon-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

let databases = 0;

testResponseStore(async () => {
  const file = join(folder, `${databases++}.sqlite`);
  return async () => openSqliteStore(file);
});

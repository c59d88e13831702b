/*
 * The response store on SQLite and on PostgreSQL: what creating, logging, loading chains and resuming cost, whether time and
 * space grow in line with length, and what the log costs beside decoding.
 *
 *   node --conditions=@antiphon/source bench/store.ts [--quick]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelFolder } from '@antiphon/embedded-model';
import { openLocalModel } from '@antiphon/engine';
import { openSqliteStore } from '@antiphon/store';
import { openPostgresStore } from '@antiphon/store/postgres';
import { startPostgres } from '../packages/store/test/postgres/server.ts';
import { ask, conversationOf } from './ask.ts';
import { Checks } from './checks.ts';
import { measureStore, type StoreFigures } from './store-figures.ts';
import { bytesPerTurn, postgresSize, sqliteSize } from './store-size.ts';

const isQuick = process.argv.includes('--quick');
const count = isQuick ? 200 : 2000;

/** The log is written in groups, each of what is said in so long. */
const GROUP_MS = 30;

const checks = new Checks('store');
const facts: Record<string, number> = {};

const tokenMs = await decodeTime();
console.log(`the embedded model decodes a token in ${tokenMs.toFixed(2)} ms`);
const setting = { count, group: Math.max(1, Math.round(GROUP_MS / tokenMs)) };
const folder = mkdtempSync(join(tmpdir(), 'antiphon-bench-'));
const server = await startPostgres();
try {
  const file = join(folder, 'store.sqlite');
  const sqlite = openSqliteStore(file);
  report('SQLite', await measureStore(sqlite, setting));
  reportSize('SQLite', await bytesPerTurn(sqlite, sqliteSize(file)));
  await sqlite.close();
  const postgres = await openPostgresStore({ url: server.url });
  report('PostgreSQL', await measureStore(postgres, setting));
  reportSize('PostgreSQL', await bytesPerTurn(postgres, postgresSize(server)));
  await postgres.close();
} finally {
  await server.remove();
  rmSync(folder, { recursive: true });
}
checks.close(facts);

/** Of one answer alone, as the log of that answer would stand beside it. */
async function decodeTime(): Promise<number> {
  const model = await openLocalModel(modelFolder, {});
  try {
    const question = { conversation: conversationOf('Count from 1 to 50.'), maxTokens: 200 };
    await ask(model, question);
    const { milliseconds, outputTokens } = await ask(model, question);
    return milliseconds / outputTokens;
  } finally {
    await model.close();
  }
}

function report(name: string, { operations, perTurn, eventMs, createGrowth }: StoreFigures): void {
  console.log(name);
  for (const [operation, { perSecond, p50, p99 }] of Object.entries(operations)) {
    console.log(
      `  ${operation.padEnd(28)} ${perSecond.toFixed(0).padStart(7)} /s   p50 ${p50.toFixed(2)} ms   p99 ${p99.toFixed(2)} ms`,
    );
    facts[`${name}, ${operation}, /s`] = Math.round(perSecond);
  }
  const growth = (longer: number, shorter: number) => ({
    value: perTurn[longer]! / perTurn[shorter]!,
    unit: `times the time a turn of ${shorter}`,
  });
  checks.add(`${name}: a turn in a chain of 1000`, growth(1000, 100), '<=', 2);
  const creation = { value: createGrowth, unit: 'times the first hundred' };
  checks.add(`${name}: creating the last hundred turns of 1000`, creation, '<=', 2);
  const log = { value: (100 * eventMs) / tokenMs, unit: '% of decoding it' };
  checks.add(`${name}: logging a token`, log, '<=', 5);
}

function reportSize(name: string, perTurn: Readonly<Record<number, number>>): void {
  for (const [length, bytes] of Object.entries(perTurn)) {
    console.log(`  a turn of ${length} takes ${bytes.toFixed(0)} bytes`);
    facts[`${name}, bytes a turn of ${length}`] = Math.round(bytes);
  }
  const growth = { value: perTurn[1000]! / perTurn[100]!, unit: 'times the bytes a turn of 100' };
  checks.add(`${name}: the bytes of a turn in a chain of 1000`, growth, '<=', 1.3);
}

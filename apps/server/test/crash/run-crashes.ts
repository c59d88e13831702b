import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../fuzz/random.ts';
import { Client } from './client.ts';
import { Connection } from './connection.ts';
import { type CrashDatabase, postgresDatabase, sqliteDatabase } from './database.ts';
import { Ledger } from './ledger.ts';
import { writeScript } from './script.ts';
import { Servers } from './servers.ts';
import { verify } from './verify.ts';

export interface CrashSetting {
  readonly database: 'sqlite' | 'postgres';
  readonly seed: number;
  /** How often a server is killed. */
  readonly kills: number;
  /** PostgreSQL is restarted after each so many kills (default: never). */
  readonly killsPerRestart?: number;
  readonly clients: number;
  readonly leaseSeconds: number;
  readonly onKill?: (count: number) => void;
}

export interface CrashReport {
  readonly faults: readonly string[];
  readonly acknowledged: number;
  /** How many of them were asked for on a WebSocket. */
  readonly overSocket: number;
  /** How often PostgreSQL was restarted. */
  readonly restarts: number;
  /** How often a client was left without the rest of its answer. */
  readonly interruptions: number;
  /** The status of acknowledged responses, with how many have it. */
  readonly endings: Readonly<Record<string, number>>;
}

/** A kill comes at most so long after the server before it is up. */
const MOST_LOAD_MS = 1500;
/** Every so many servers are killed while they start, at most so long after the beginning. */
const STARTS_PER_VAIN_START = 5;
const MOST_START_MS = 1000;

/** Kills servers at random moments while clients use them, and tells what was wrong afterwards. */
export async function runCrashes(setting: CrashSetting): Promise<CrashReport> {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-crash-'));
  const script = join(folder, 'scripted.json');
  writeScript(script);
  const database =
    setting.database === 'sqlite' ? sqliteDatabase(folder) : await postgresDatabase(folder);
  const ledger = new Ledger();
  const servers = new Servers(
    database.settings.map((settings) => ({
      ANTIPHON_MODEL: `scripted:${script}`,
      ANTIPHON_LEASE_SECONDS: String(setting.leaseSeconds),
      // Here it is not the responses that the servers die of.
      ANTIPHON_JOB_ATTEMPTS: '1000',
      ...settings,
    })),
    (index) => ledger.faults.push(`server ${index} ended by itself`),
  );
  try {
    return await crash(setting, { database, servers, ledger });
  } finally {
    await servers.killAll();
    await database.remove();
    rmSync(folder, { recursive: true });
  }
}

interface Scene {
  readonly database: CrashDatabase;
  readonly servers: Servers;
  readonly ledger: Ledger;
}

async function crash(setting: CrashSetting, scene: Scene): Promise<CrashReport> {
  const { database, servers, ledger } = scene;
  const connectionOf = (index: number) =>
    new Connection(servers, new Random(1000 * setting.seed + index), ledger);
  await servers.startAll();
  const enough = new AbortController();
  const clients = Array.from({ length: setting.clients }, async (_, index) => {
    const random = new Random(7919 * setting.seed + index);
    const connection = connectionOf(index);
    await new Client({ name: `c${index}`, random, connection, ledger }).work(enough.signal);
    connection.close();
  });
  const restarts = await killOften(setting, scene);
  enough.abort();
  await Promise.all(clients);
  const connection = connectionOf(setting.clients);
  await untilAllEnded(ledger, connection, setting.leaseSeconds);
  const { faults, endings } = await verify(ledger, connection);
  await servers.stopAll();
  return {
    faults: [...faults, ...(await leftFaults(database))],
    acknowledged: ledger.entries.size,
    overSocket: [...ledger.entries.values()].filter(({ isOverSocket }) => isOverSocket).length,
    restarts,
    interruptions: ledger.interruptions,
    endings,
  };
}

/** Resolves to the number of restarts of the database. */
async function killOften(
  { seed, kills, killsPerRestart = Infinity, onKill }: CrashSetting,
  { database, servers, ledger }: Scene,
): Promise<number> {
  const random = new Random(seed);
  let restarts = 0;
  for (let count = 1; count <= kills; count++) {
    await pause(random.below(MOST_LOAD_MS));
    const index = random.below(servers.count);
    await servers.kill(index);
    ledger.faults.push(...database.faults());
    if (count % STARTS_PER_VAIN_START === 0)
      await servers.startInVain(index, random.below(MOST_START_MS));
    if (database.restart && count % killsPerRestart === 0) {
      await database.restart();
      restarts++;
    }
    await servers.start(index);
    onKill?.(count);
  }
  return restarts;
}

/** Whoever has no client that waits for it ends all the same; what nobody was told of has so long, too. */
async function untilAllEnded(
  ledger: Ledger,
  connection: Connection,
  leaseSeconds: number,
): Promise<void> {
  const end = Date.now() + 60_000 + 2000 * leaseSeconds;
  await pause(2000 * leaseSeconds);
  for (const { id } of ledger.entries.values()) {
    for (;;) {
      const text = await connection.find(`/responses/${id}`);
      const status = text === undefined ? 'deleted' : JSON.parse(text).status;
      if (status !== 'queued' && status !== 'in_progress') break;
      if (Date.now() > end) {
        ledger.faults.push(`${id} is ${status} for good`);
        break;
      }
      await pause(100);
    }
  }
}

/** Every response that is not over has a job. */
async function leftFaults(database: CrashDatabase): Promise<readonly string[]> {
  const store = await database.open();
  try {
    const job = await store.jobs.lease({ owner: 'crash test', ms: 1000 });
    return [...database.faults(), ...(job ? [`there is still a job for ${job.key.id}`] : [])];
  } finally {
    await store.close();
  }
}

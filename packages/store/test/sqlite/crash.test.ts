import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openSqliteStore, type ResponseStore } from '../../src/index.ts';
import { deltas, keyOf, resource } from '../contract/samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'antiphon-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

const writer = fileURLToPath(new URL('writer.ts', import.meta.url));

test('whatever the store said it had done is there after its process was killed, time and again', async () => {
  const file = join(folder, 'killed.sqlite');
  for (const [round, lines] of [1, 7, 20, 47, 90].entries()) {
    const told = await writeAndKill(file, `round${round}`, lines);
    const database = new DatabaseSync(file);
    expect(database.prepare('pragma integrity_check').get()?.integrity_check).toBe('ok');
    database.close();
    const store = openSqliteStore(file);
    for (const line of told) await check(store, line);
    await store.close();
  }
}, 60_000);

/** What the writer had told by the time that it died, which is so many lines or more. */
async function writeAndKill(file: string, name: string, lines: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--conditions=@antiphon/source', writer, file, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of child.stdout) {
    text += chunk;
    if (text.split('\n').length > lines) child.kill('SIGKILL');
  }
  // A line that was cut off was not told.
  return text.split('\n').slice(0, -1);
}

async function check(store: ResponseStore, line: string): Promise<void> {
  const [what, id] = line.split(' ');
  const key = keyOf(id!);
  const chain = await store.chain(key);
  const turn = Number(id!.split('_')[1]);
  const isFinished = chain?.response.status === 'completed';
  expect(chain?.items).toHaveLength(2 * turn + (isFinished ? 2 : 1));
  expect(chain?.response.created_at).toBe(resource(id!).created_at);
  if (what === 'created') return;
  const log = [];
  for await (const event of store.events(key, -1, new AbortController().signal)) {
    log.push(event);
    if (log.length === 10) break;
  }
  expect(log).toEqual(deltas(0, 9));
  if (what === 'finished') expect(isFinished).toBe(true);
}

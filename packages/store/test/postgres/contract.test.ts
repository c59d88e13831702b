import { afterAll } from 'vitest';
import { openPostgresStore } from '../../src/postgres.ts';
import { testResponseStore } from '../contract/index.ts';
import { startPostgres } from './server.ts';

const server = await startPostgres(['-c', 'fsync=off']);
afterAll(() => server.remove());

let schemas = 0;

testResponseStore(async () => {
  const schema = `test_${schemas++}`;
  return () => openPostgresStore({ url: server.url, schema, maxConnections: 4 });
});

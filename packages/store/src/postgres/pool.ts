import pg from 'pg';

export interface PoolOptions {
  readonly url: string;
  readonly schema: string;
  readonly maxConnections: number;
}

const CONNECTION_TIMEOUT_MS = 10_000;

/** Connections that find the schema's tables by their plain names. */
export function createPool({ url, schema, maxConnections }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    application_name: 'antiphon',
    types: { getTypeParser },
    pipeline: true,
    onConnect: async (client) => {
      await client.query(`set search_path to ${schema}`);
    },
  });
  // A connection that breaks while nobody uses it is replaced by the next; whoever uses it hears of it from his query.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** No count and no time here reaches 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);

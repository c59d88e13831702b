import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from '../sql/database.ts';
import type { Insertion, Operation, Row, Statement } from '../sql/operation.ts';
import { faultOf, isConnectionFault, isPassing } from './fault.ts';
import { type PostgresQuery, SqlText } from './sql-text.ts';

const RETRY_PAUSE_MS = 100;

const BEGIN = 'begin; select pg_current_xact_id()::text as id';
const BEGIN_SOON = `begin; set local synchronous_commit = off; select pg_current_xact_id()::text as id`;

/** Goes on over restarts of the server: an operation that did not come through is run again, and one that did is not. */
export class PostgresDatabase implements Database {
  readonly #pool: pg.Pool;
  readonly #retryMs: number;
  readonly #text = new SqlText();

  constructor(pool: pg.Pool, retryMs: number) {
    this.#pool = pool;
    this.#retryMs = retryMs;
  }

  read<Result>(operation: () => Operation<Result>): Promise<Result> {
    return this.#retry(() => this.#finish(this.#pool, operation()));
  }

  write<Result>(operation: () => Operation<Result>): Promise<Result> {
    return this.#retry(() => this.#transact(BEGIN, operation));
  }

  writeSoon<Result>(operation: () => Operation<Result>): Promise<Result> {
    return this.#retry(() => this.#transact(BEGIN_SOON, operation));
  }

  /** Runs statements as they stand, in one transaction. */
  async script(run: (query: pg.ClientBase['query']) => Promise<void>): Promise<void> {
    await this.#retry(async () => {
      const client = await this.#pool.connect();
      try {
        await client.query('begin');
        await run(client.query.bind(client));
        await client.query('commit');
      } finally {
        // Whatever happened to it, it is not used again.
        client.release(true);
      }
    });
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #retry<Result>(work: () => Promise<Result>): Promise<Result> {
    const end = Date.now() + this.#retryMs;
    for (;;) {
      try {
        return await work();
      } catch (fault) {
        if (this.#pool.ending || !isPassing(fault) || Date.now() >= end) throw faultOf(fault);
        await pause(RETRY_PAUSE_MS);
      }
    }
  }

  async #transact<Result>(begin: string, operation: () => Operation<Result>): Promise<Result> {
    const client = await this.#pool.connect();
    let broken: Error | boolean = false;
    try {
      const transaction = transactionOf(await client.query(begin));
      const result = await this.#finish(client, operation());
      await this.#commit(client, transaction);
      return result;
    } catch (fault) {
      await client.query('rollback').catch(() => {
        broken = true;
      });
      throw fault;
    } finally {
      client.release(broken);
    }
  }

  /** When the connection breaks before the answer is there, the server is asked afterwards whether the transaction came through. */
  async #commit(client: pg.PoolClient, transaction: string): Promise<void> {
    try {
      await client.query('commit');
    } catch (fault) {
      if (!isConnectionFault(fault) || !(await this.#isCommitted(transaction))) throw fault;
    }
  }

  #isCommitted(transaction: string): Promise<boolean> {
    return this.#retry(async () => {
      for (;;) {
        const { rows } = await this.#pool.query('select pg_xact_status($1::xid8) as status', [
          transaction,
        ]);
        if (rows[0].status !== 'in progress') return rows[0].status === 'committed';
        await pause(RETRY_PAUSE_MS);
      }
    });
  }

  async #finish<Result>(
    client: pg.Pool | pg.PoolClient,
    operation: Operation<Result>,
  ): Promise<Result> {
    let step = operation.next([]);
    while (!step.done) step = operation.next(await run(client, this.#queryOf(step.value)));
    return step.value;
  }

  #queryOf(step: Statement | Insertion): PostgresQuery {
    return 'into' in step ? this.#text.insertion(step) : this.#text.statement(step);
  }
}

async function run(
  client: pg.Pool | pg.PoolClient,
  { name, text, values }: PostgresQuery,
): Promise<readonly Row[]> {
  const { rows } = await client.query<Row>({ name, text, values: [...values] });
  return rows;
}

/** Several statements in one text give a result each. */
function transactionOf(results: pg.QueryResult | readonly pg.QueryResult[]): string {
  const last = [results].flat().at(-1);
  return String(last?.rows[0]?.id);
}

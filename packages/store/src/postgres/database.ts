import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from '../sql/database.ts';
import type { Insertion, Operation, Row, Statement } from '../sql/operation.ts';
import { faultOf, isConnectionFault, isPassing } from './fault.ts';
import { Pipeline } from './pipeline.ts';
import { SqlText } from './sql-text.ts';

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
    return this.#retry(() => finish(operation(), (step) => this.#ask(step)));
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
    let isBroken = false;
    try {
      const pipeline = new Pipeline(client, this.#text);
      const begun = pipeline.send({ text: begin });
      const result = await finish(operation(), (step) => pipeline.run(step));
      await this.#commit(pipeline, transactionOf(await begun));
      return result;
    } catch (fault) {
      await client.query('rollback').catch(() => {
        isBroken = true;
      });
      throw fault;
    } finally {
      client.release(isBroken);
    }
  }

  /** When the connection breaks before the answer is there, the server is asked afterwards whether the transaction came through. */
  async #commit(pipeline: Pipeline, transaction: string): Promise<void> {
    try {
      // After a fault in a query before it, it is a rollback.
      pipeline.send({ text: 'commit' });
      await pipeline.settle();
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

  async #ask(step: Statement | Insertion): Promise<readonly Row[]> {
    const query = 'into' in step ? this.#text.insertion(step) : this.#text.statement(step);
    return (await this.#pool.query(query)).rows;
  }
}

async function finish<Result>(
  operation: Operation<Result>,
  run: (step: Statement | Insertion) => Promise<readonly Row[]>,
): Promise<Result> {
  let step = operation.next([]);
  while (!step.done) step = operation.next(await run(step.value));
  return step.value;
}

/** Several statements in one text give a result each. */
function transactionOf(results: pg.QueryResult | readonly pg.QueryResult[]): string {
  const last = [results].flat().at(-1);
  return String(last?.rows[0]?.id);
}

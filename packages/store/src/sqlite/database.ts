import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Database } from '../sql/database.ts';
import type { Insertion, Operation, Row, Statement } from '../sql/operation.ts';
import { faultOf } from './fault.ts';

/** Each operation runs from its first to its last statement before anything else does, so there is nothing to wait for. */
export class SqliteDatabase implements Database {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async read<Result>(operation: () => Operation<Result>): Promise<Result> {
    try {
      return this.#finish(operation());
    } catch (fault) {
      throw faultOf(fault);
    }
  }

  async write<Result>(operation: () => Operation<Result>): Promise<Result> {
    return this.#transact(operation);
  }

  async writeSoon<Result>(operation: () => Operation<Result>): Promise<Result> {
    this.#database.exec('pragma synchronous = normal');
    try {
      return this.#transact(operation);
    } finally {
      this.#database.exec('pragma synchronous = full');
    }
  }

  async close(): Promise<void> {
    this.#statements.clear();
    this.#database.close();
  }

  #transact<Result>(operation: () => Operation<Result>): Result {
    try {
      this.#database.exec('begin immediate');
      const result = this.#finish(operation());
      this.#database.exec('commit');
      return result;
    } catch (fault) {
      this.#rollBack();
      throw faultOf(fault);
    }
  }

  #rollBack(): void {
    try {
      this.#database.exec('rollback');
    } catch {
      // Some faults, such as a full disk, have ended the transaction already.
    }
  }

  #finish<Result>(operation: Operation<Result>): Result {
    let step = operation.next([]);
    while (!step.done) step = operation.next(this.#run(step.value));
    return step.value;
  }

  #run(step: Statement | Insertion): readonly Row[] {
    if ('into' in step) return this.#insert(step);
    return this.#prepare(step.sql).all(step.values) as Row[]; // No column holds a blob.
  }

  #insert({ into, rows, keepsOld }: Insertion): readonly Row[] {
    const columns = Object.keys(rows[0]!);
    const values = columns.map((column) => `:${column}`);
    const conflict = keepsOld ? ' on conflict do nothing' : '';
    const statement = this.#prepare(
      `insert into ${into} (${columns.join(', ')}) values (${values.join(', ')})${conflict}`,
    );
    for (const row of rows) statement.run(row);
    return [];
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

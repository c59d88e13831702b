import type pg from 'pg';
import type { Insertion, Row, Statement } from '../sql/operation.ts';
import type { SqlText } from './sql-text.ts';

/** The queries of one transaction. They are sent without waiting for what is not needed yet, and answered in their order. */
export class Pipeline {
  readonly #client: pg.PoolClient;
  readonly #text: SqlText;
  readonly #answers: Promise<pg.QueryResult>[] = [];
  readonly #insertions = new Set<string>();

  constructor(client: pg.PoolClient, text: SqlText) {
    this.#client = client;
    this.#text = text;
  }

  /** A fault shows here and in `settle`. */
  send(query: pg.QueryConfig): Promise<pg.QueryResult> {
    const answer = this.#client.query(query);
    // Until somebody waits for it.
    answer.catch(() => {});
    this.#answers.push(answer);
    return answer;
  }

  async run(step: Statement | Insertion): Promise<readonly Row[]> {
    if (!('into' in step)) return this.#ask(step);
    const insertion = this.#text.insertion(step);
    // The first of a name has to be planned before the second can use it.
    if (this.#insertions.has(insertion.name)) await this.settle();
    this.#insertions.add(insertion.name);
    this.send(insertion);
    return [];
  }

  async #ask(statement: Statement): Promise<readonly Row[]> {
    try {
      return (await this.send(this.#text.statement(statement))).rows;
    } catch (fault) {
      // After a fault the server refuses whatever follows: the first one tells the reason.
      await this.settle();
      throw fault;
    }
  }

  /** All that was sent has been answered. Rejects with the first fault. */
  async settle(): Promise<void> {
    await Promise.all(this.#answers);
  }
}

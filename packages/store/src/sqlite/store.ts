import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Item, ResponseResource } from '@antiphon/protocol';
import {
  type NewResponse,
  type ResponseKey,
  type ResponseStore,
  StoreError,
} from '../response-store.ts';
import { migrate } from './migrate.ts';

/** How long a statement waits for another process that writes. */
const BUSY_TIMEOUT_MS = 5000;

/** Opens the database file, or one in memory for `:memory:`. Throws `StoreError` when it cannot be used. */
export function openSqliteStore(file: string): ResponseStore {
  return new SqliteStore(openDatabase(file));
}

function openDatabase(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    database.exec('pragma journal_mode = wal');
    migrate(database);
    return database;
  } catch (fault) {
    if (fault instanceof StoreError) throw fault;
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new StoreError(`the database ${file} cannot be opened: ${reason}`, { cause: fault });
  }
}

class SqliteStore implements ResponseStore {
  readonly #database: DatabaseSync;
  readonly #insertResponse: StatementSync;
  readonly #insertItem: StatementSync;
  readonly #updateResponse: StatementSync;
  readonly #selectResponse: StatementSync;
  readonly #selectOutput: StatementSync;
  readonly #selectHistory: StatementSync;
  readonly #markDeleted: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insertResponse = database.prepare(
      'insert into response (tenant, id, parent, resource) values (:tenant, :id, :parent, :resource)',
    );
    this.#insertItem = database.prepare(
      `insert into item (tenant, response, position, direction, item)
       values (:tenant, :response,
         (select count(*) from item where tenant = :tenant and response = :response), :direction, :item)`,
    );
    this.#updateResponse = database.prepare(
      'update response set resource = :resource where tenant = :tenant and id = :id',
    );
    this.#selectResponse = database.prepare(
      'select resource from response where tenant = :tenant and id = :id and not deleted',
    );
    this.#selectOutput = database.prepare(
      `select item from item where tenant = :tenant and response = :id and direction = 'output' order by position`,
    );
    this.#selectHistory = database.prepare(
      `with recursive chain (id, parent, age) as (
         select id, parent, 0 from response where tenant = :tenant and id = :id and not deleted
         union all
         select response.id, response.parent, age + 1
         from response join chain on response.id = chain.parent where response.tenant = :tenant
       )
       select item.item from chain left join item on item.tenant = :tenant and item.response = chain.id
       order by chain.age desc, item.position`,
    );
    this.#markDeleted = database.prepare(
      'update response set deleted = 1 where tenant = :tenant and id = :id and not deleted',
    );
  }

  async create({ tenant, response, input }: NewResponse): Promise<void> {
    this.#transaction(() => {
      this.#insertResponse.run({
        tenant,
        id: response.id,
        parent: response.previous_response_id,
        resource: withoutOutput(response),
      });
      this.#addItems(tenant, response.id, 'input', input);
    });
  }

  async finish(tenant: string, response: ResponseResource): Promise<void> {
    this.#transaction(() => {
      this.#updateResponse.run({ tenant, id: response.id, resource: withoutOutput(response) });
      this.#addItems(tenant, response.id, 'output', response.output);
    });
  }

  async get({ tenant, id }: ResponseKey): Promise<ResponseResource | undefined> {
    const row = this.#selectResponse.get({ tenant, id });
    if (!row) return undefined;
    const output = this.#selectOutput
      .all({ tenant, id })
      .map((item) => JSON.parse(String(item.item)));
    return { ...JSON.parse(String(row.resource)), output };
  }

  async history({ tenant, id }: ResponseKey): Promise<readonly Item[] | undefined> {
    const rows = this.#selectHistory.all({ tenant, id });
    if (rows.length === 0) return undefined;
    // A turn without items of its own is one row that holds null.
    return rows.flatMap((row) => (row.item === null ? [] : [JSON.parse(String(row.item)) as Item]));
  }

  async delete({ tenant, id }: ResponseKey): Promise<boolean> {
    return Number(this.#markDeleted.run({ tenant, id }).changes) > 0;
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #addItems(
    tenant: string,
    response: string,
    direction: 'input' | 'output',
    items: readonly Item[],
  ): void {
    for (const item of items)
      this.#insertItem.run({ tenant, response, direction, item: JSON.stringify(item) });
  }

  #transaction(work: () => void): void {
    this.#database.exec('begin immediate');
    try {
      work();
      this.#database.exec('commit');
    } catch (fault) {
      this.#database.exec('rollback');
      throw fault;
    }
  }
}

/** The output's items have rows of their own. */
function withoutOutput(response: ResponseResource): string {
  const { output: _, ...resource } = response;
  return JSON.stringify(resource);
}

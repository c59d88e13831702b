import type { Item, PageRequest, ResponseEvent, ResponseResource } from '@antiphon/protocol';
import { changes } from '../changes.ts';
import type { ConversationStore } from '../conversation-store.ts';
import type { Creation } from '../idempotency.ts';
import type { JobQueue } from '../job-queue.ts';
import type { Page } from '../page.ts';
import type { Chain, Ending, NewResponse, ResponseKey, ResponseStore } from '../response-store.ts';
import type { Retention } from '../retention.ts';
import { JOB_TOPIC, type Topics, topicOf } from '../topics.ts';
import { SqlConversationStore } from './conversation-store.ts';
import type { Database } from './database.ts';
import { appendEvents, readLog } from './events.ts';
import { findItems, inputPage } from './items.ts';
import { SqlJobQueue } from './job-queue.ts';
import {
  createResponse,
  deleteResponse,
  findChain,
  findRepeated,
  findResponse,
  finishResponse,
} from './responses.ts';
import { collectionSteps } from './retention.ts';
import { findOrMakeSecrets, renewSecret } from './secrets.ts';

/** How many events a reader holds at most. */
const EVENTS_PER_READ = 256;

/** A store on any database that runs operations. */
export class SqlStore implements ResponseStore {
  readonly conversations: ConversationStore;
  readonly jobs: JobQueue;
  readonly #database: Database;
  readonly #topics: Topics;
  readonly #closed = new AbortController();

  constructor(database: Database, topics: Topics) {
    this.#database = database;
    this.#topics = topics;
    this.conversations = new SqlConversationStore(database);
    this.jobs = new SqlJobQueue(database, topics, this.#closed.signal);
  }

  async create(turn: NewResponse): Promise<Creation> {
    const creation = await this.#database.write(() => createResponse(turn));
    if (turn.job && !turn.job.lease) this.#topics.announce(JOB_TOPIC);
    return creation;
  }

  async append(key: ResponseKey, events: readonly ResponseEvent[], attempt = 1): Promise<boolean> {
    const isThere = await this.#database.writeSoon(() => appendEvents(key, events, attempt));
    if (isThere) this.#topics.announce(topicOf(key));
    return isThere;
  }

  async finish(key: ResponseKey, ending: Ending): Promise<boolean> {
    const isThere = await this.#database.write(() => finishResponse(key, ending));
    if (isThere) this.#topics.announce(topicOf(key));
    return isThere;
  }

  get(key: ResponseKey): Promise<ResponseResource | undefined> {
    return this.#database.read(() => findResponse(key));
  }

  chain(key: ResponseKey): Promise<Chain | undefined> {
    return this.#database.read(() => findChain(key));
  }

  items(tenant: string, ids: readonly string[]): Promise<readonly (Item | undefined)[]> {
    return this.#database.read(() => findItems(tenant, ids));
  }

  inputItems(key: ResponseKey, page: PageRequest): Promise<Page | undefined> {
    return this.#database.read(() => inputPage(key, page));
  }

  async *events(
    key: ResponseKey,
    after: number,
    signal: AbortSignal,
  ): AsyncGenerator<ResponseEvent> {
    const over = AbortSignal.any([signal, this.#closed.signal]);
    let last = after;
    for await (const _ of changes(this.#topics, topicOf(key), {
      signal: over,
      keepsAlive: true,
    })) {
      while (!over.aborted) {
        const page = await this.#database.read(() => readLog(key, last, EVENTS_PER_READ));
        for (const event of page.events) {
          if (over.aborted) return;
          last = event.sequence_number;
          yield event;
        }
        if (page.isLast) return;
        if (page.events.length < EVENTS_PER_READ) break;
      }
    }
  }

  async delete(key: ResponseKey): Promise<boolean> {
    const wasThere = await this.#database.write(() => deleteResponse(key));
    if (wasThere) this.#topics.announce(topicOf(key));
    return wasThere;
  }

  repeated(tenant: string, key: string): Promise<Creation | undefined> {
    return this.#database.read(() => findRepeated(tenant, key));
  }

  secrets(name: string): Promise<readonly Uint8Array[]> {
    return this.#database.write(() => findOrMakeSecrets(name));
  }

  renewSecret(name: string): Promise<readonly Uint8Array[]> {
    return this.#database.write(() => renewSecret(name));
  }

  async collect(retention: Retention): Promise<number> {
    let removed = 0;
    for (const step of collectionSteps(retention)) removed += await this.#database.write(step);
    return removed;
  }

  async close(): Promise<void> {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    await this.#topics.close();
    await this.#database.close();
  }
}

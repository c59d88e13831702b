import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { LocalTopics, type Topics } from '../topics.ts';
import type { PoolOptions } from './pool.ts';

/** Announcements are collected for so long: each notice takes a lock that all of the server's databases share. */
const FLUSH_MS = 10;

/** A notice holds up to 8000 bytes, a topic is 24 and a blank. */
const TOPICS_PER_NOTICE = 250;

/** Announcements to all processes that share the schema, by LISTEN and NOTIFY. What gets lost is found by polling. */
export class PostgresTopics implements Topics {
  readonly pollMs: number;
  readonly #local: LocalTopics;
  readonly #pool: pg.Pool;
  readonly #options: PoolOptions;
  readonly #channel: string;
  /** Tells this process's own notices. */
  readonly #sender = randomUUID();
  readonly #pending = new Set<string>();
  #flush: NodeJS.Timeout | undefined;
  #listener: pg.Client | undefined;
  #again: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(pool: pg.Pool, options: PoolOptions, pollMs: number) {
    this.#pool = pool;
    this.#options = options;
    this.#channel = `antiphon_${options.schema}`;
    this.#local = new LocalTopics(pollMs);
    this.pollMs = pollMs;
    void this.#listen();
  }

  announce(topic: string): void {
    this.#local.announce(topic);
    this.#pending.add(topic);
    this.#flush ??= setTimeout(() => void this.#send(), FLUSH_MS);
  }

  subscribe(topic: string, listener: () => void): () => void {
    return this.#local.subscribe(topic, listener);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#again);
    await this.#send();
    await this.#listener?.end().catch(() => {});
  }

  async #send(): Promise<void> {
    clearTimeout(this.#flush);
    this.#flush = undefined;
    const topics = [...this.#pending];
    this.#pending.clear();
    for (let start = 0; start < topics.length; start += TOPICS_PER_NOTICE) {
      const notice = [this.#sender, ...topics.slice(start, start + TOPICS_PER_NOTICE)].join(' ');
      // A notice that does not come through delays the readers elsewhere until they look by themselves.
      await this.#pool.query('select pg_notify($1, $2)', [this.#channel, notice]).catch(() => {});
    }
  }

  async #listen(): Promise<void> {
    const listener = new pg.Client({
      connectionString: this.#options.url,
      application_name: 'antiphon',
      keepAlive: true,
    });
    this.#listener = listener;
    listener.on('notification', ({ payload = '' }) => this.#hear(payload));
    listener.on('error', () => {});
    listener.on('end', () => this.#listenAgain());
    try {
      await listener.connect();
      await listener.query(`listen ${this.#channel}`);
      // What was announced before has not been heard.
      this.#local.announceAll();
    } catch {
      await listener.end().catch(() => {});
      this.#listenAgain();
    }
  }

  #listenAgain(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => void this.#listen(), this.pollMs);
  }

  #hear(notice: string): void {
    const [sender, ...topics] = notice.split(' ');
    if (sender === this.#sender) return;
    for (const topic of topics) this.#local.announce(topic);
  }
}

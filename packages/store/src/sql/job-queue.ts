import { changes } from '../changes.ts';
import type { Job, JobQueue, Lease } from '../job-queue.ts';
import type { ResponseKey } from '../response-store.ts';
import { JOB_TOPIC, type Topics, topicOf } from '../topics.ts';
import type { Database } from './database.ts';
import { leaseJob, releaseJobs, renewLeases, requestCancel } from './jobs.ts';

export class SqlJobQueue implements JobQueue {
  readonly #database: Database;
  readonly #topics: Topics;
  readonly #closed: AbortSignal;

  constructor(database: Database, topics: Topics, closed: AbortSignal) {
    this.#database = database;
    this.#topics = topics;
    this.#closed = closed;
  }

  async lease(lease: Lease): Promise<Job | undefined> {
    const job = await this.#database.write(() => leaseJob(lease));
    if (job) this.#topics.announce(topicOf(job.key));
    return job;
  }

  heartbeat(lease: Lease, responses: readonly string[]): Promise<readonly ResponseKey[]> {
    return this.#database.write(() => renewLeases(lease, responses));
  }

  async release(owner: string): Promise<void> {
    await this.#database.write(() => releaseJobs(owner));
    this.#topics.announce(JOB_TOPIC);
  }

  async requestCancel(key: ResponseKey): Promise<boolean> {
    const isThere = await this.#database.write(() => requestCancel(key));
    if (isThere) this.#topics.announce(JOB_TOPIC);
    return isThere;
  }

  changes(signal: AbortSignal): AsyncIterable<void> {
    return changes(this.#topics, JOB_TOPIC, {
      signal: AbortSignal.any([signal, this.#closed]),
      keepsAlive: false,
    });
  }
}

import type { ResponseKey } from '@antiphon/store';
import type { ServiceSetting } from '../setting.ts';
import { pause } from './pause.ts';
import { resume } from './resume.ts';
import type { Run } from './run.ts';

/** So many responses are taken over from other servers at a time; more wait, for this one or another. */
const MOST_TAKEN_OVER = 16;

/** How long to wait when the store cannot be asked. */
const RETRY_MS = 1000;

/** Keeps this process's leases, hears of what is to be cancelled, and takes over what other servers have left. */
export class Worker {
  readonly #setting: ServiceSetting;
  readonly #closing = new AbortController();
  readonly #pulse: ReturnType<typeof setInterval>;
  readonly #watching: Promise<void>;
  /** The id of a response that is being taken over. */
  #leased: string | undefined;
  /** How many runs are of jobs that were taken over. */
  #takenOver = 0;

  constructor(setting: ServiceSetting) {
    this.#setting = setting;
    this.#pulse = setInterval(() => void this.#beat(), setting.lease.ms / 3);
    this.#pulse.unref();
    this.#watching = this.#watch();
  }

  /** Takes nothing more over. */
  async stop(): Promise<void> {
    clearInterval(this.#pulse);
    this.#closing.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        for await (const _ of this.#setting.store.jobs.changes(signal)) {
          await this.#beat();
          await this.#takeOver();
        }
        return;
      } catch {
        // What is missed is found later: nothing here is told but once.
        await pause(RETRY_MS, signal);
      }
    }
  }

  async #beat(): Promise<void> {
    const { store, lease, runs } = this.#setting;
    const ids = this.#leased === undefined ? runs.ids : [...runs.ids, this.#leased];
    if (ids.length === 0) return;
    const renewed = store.jobs.heartbeat(lease, ids);
    const cancelled = await renewed.catch((): readonly ResponseKey[] => []);
    for (const key of cancelled) runs.get(key)?.cancel();
  }

  async #takeOver(): Promise<void> {
    const { store, lease } = this.#setting;
    const { signal } = this.#closing;
    while (!signal.aborted && this.#takenOver < MOST_TAKEN_OVER) {
      const job = await store.jobs.lease(lease);
      if (!job) return;
      this.#leased = job.key.id;
      const run = await resume(job, this.#setting, signal).finally(() => {
        this.#leased = undefined;
      });
      if (run) this.#count(run);
    }
  }

  #count(run: Run): void {
    this.#takenOver++;
    const uncount = () => {
      this.#takenOver--;
    };
    run.made.then(uncount, uncount);
  }
}

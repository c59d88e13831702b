import { setTimeout } from 'node:timers/promises';
import type { ResponseStore, Retention } from '@antiphon/store';

const EVERY_MS = 60_000;

/** Between two small steps others have their turn. */
const PAUSE_MS = 50;

/** Removes what retention asks for, a small step at a time, for as long as the server runs. */
export class Collector {
  readonly #abort = new AbortController();
  readonly #ended: Promise<void>;

  constructor(store: ResponseStore, retention: Retention) {
    this.#ended = this.#run(store, retention);
  }

  /** Resolves when no step runs any more. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#ended;
  }

  async #run(store: ResponseStore, retention: Retention): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      const removed = await collect(store, retention);
      const pause = removed > 0 ? PAUSE_MS : EVERY_MS;
      await setTimeout(pause, undefined, { signal, ref: false }).catch(() => {});
    }
  }
}

/** A database that cannot be used now may be usable later: the log is told, and the next step tries again. */
async function collect(store: ResponseStore, retention: Retention): Promise<number> {
  try {
    return await store.collect(retention);
  } catch (fault) {
    console.error(fault);
    return 0;
  }
}

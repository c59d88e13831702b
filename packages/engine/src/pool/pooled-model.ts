import type { LanguageModel, ModelLease } from '@antiphon/backend';
import type { PoolEntry } from '../pool.ts';
import type { MemoryRoom } from './memory-room.ts';

export interface PooledModelOptions {
  readonly room: MemoryRoom;
  readonly idleMs: number | undefined;
  /** Aborted when the pool is closed. */
  readonly closing: AbortSignal;
}

/** One model of a pool: loaded or not, and held by so many. */
export class PooledModel {
  readonly #entry: PoolEntry;
  readonly #options: PooledModelOptions;
  #model: LanguageModel | undefined;
  #bytes = 0;
  /** Those who hold it, and those who wait for it. */
  #users = 0;
  #idleSince = 0;
  #idleTimer: NodeJS.Timeout | undefined;
  #loading: Promise<LanguageModel> | undefined;
  #unloading: Promise<void> | undefined;

  constructor(entry: PoolEntry, options: PooledModelOptions) {
    this.#entry = entry;
    this.#options = options;
  }

  get loaded(): LanguageModel | undefined {
    return this.#model;
  }

  get isIdle(): boolean {
    return this.#model !== undefined && this.#users === 0;
  }

  /** On the clock of `performance.now`. */
  get idleSince(): number {
    return this.#idleSince;
  }

  async acquire(signal: AbortSignal): Promise<ModelLease> {
    signal.throwIfAborted();
    this.#options.closing.throwIfAborted();
    clearTimeout(this.#idleTimer);
    this.#users++;
    let isHeld = true;
    const release = () => {
      if (isHeld) this.#leave();
      isHeld = false;
    };
    try {
      // One that broke down is loaded anew.
      if (this.#model?.fault) await this.unload();
      return { model: this.#model ?? (await this.#loadedUnlessAborted(signal)), release };
    } catch (fault) {
      release();
      throw fault;
    }
  }

  /** To be called when it is idle, or when the pool is closed. */
  async unload(): Promise<void> {
    const model = this.#model;
    if (!model) return this.#unloading;
    clearTimeout(this.#idleTimer);
    this.#model = undefined;
    this.#unloading = model.close().finally(() => {
      this.#unloading = undefined;
      this.#options.room.giveBack(this.#bytes);
    });
    return this.#unloading;
  }

  async close(): Promise<void> {
    this.#options.room.look();
    await this.#loading?.catch(() => undefined);
    await this.unload();
  }

  #leave(): void {
    this.#users--;
    if (this.#users > 0) return;
    this.#becomeIdle();
    this.#options.room.look();
  }

  #becomeIdle(): void {
    clearTimeout(this.#idleTimer);
    this.#idleSince = performance.now();
    const { idleMs } = this.#options;
    if (idleMs === undefined || !this.#model) return;
    // Nobody waits for it here, who could be told that it failed.
    this.#idleTimer = setTimeout(() => this.unload().catch(() => undefined), idleMs).unref();
  }

  async #loadedUnlessAborted(signal: AbortSignal): Promise<LanguageModel> {
    for (;;) {
      this.#loading ??= this.#open().finally(() => {
        this.#loading = undefined;
      });
      try {
        return await unlessAborted(this.#loading, signal);
      } catch (fault) {
        // The load was given up in the moment in which this caller came.
        if (!(fault instanceof UnwantedError)) throw fault;
      }
    }
  }

  async #open(): Promise<LanguageModel> {
    const { room, closing } = this.#options;
    await this.#unloading;
    const bytes = await this.#estimate();
    await room.take(bytes, () => this.#assertWanted());
    try {
      const model = await this.#entry.open(closing);
      if (closing.aborted) await model.close();
      closing.throwIfAborted();
      this.#bytes = bytes;
      this.#model = model;
    } catch (fault) {
      room.giveBack(bytes);
      throw fault;
    }
    if (this.#users === 0) this.#becomeIdle();
    return this.#model;
  }

  async #estimate(): Promise<number> {
    const { estimatedBytes = 0 } = this.#entry;
    if (typeof estimatedBytes === 'number') return estimatedBytes;
    return estimatedBytes(this.#options.closing);
  }

  #assertWanted(): void {
    this.#options.closing.throwIfAborted();
    if (this.#users === 0) throw new UnwantedError('nobody waits for the model any more');
  }
}

class UnwantedError extends Error {
  override readonly name = 'UnwantedError';
}

/** Stops waiting, not what is waited for. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

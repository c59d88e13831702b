import type { LanguageModel, ModelDirectory, ModelLease } from '@antiphon/backend';
import { MemoryRoom } from './pool/memory-room.ts';
import { PooledModel } from './pool/pooled-model.ts';

export interface PoolEntry {
  readonly id: string;
  /** Loads the model. The signal is aborted when the pool is closed. */
  readonly open: (signal: AbortSignal) => Promise<LanguageModel>;
  /** What the loaded model takes of `memoryBytes` (default 0); asked for before each load. */
  readonly estimatedBytes?: number | ((signal: AbortSignal) => Promise<number>);
}

export interface ModelPoolOptions {
  /** What all loaded models may take together (default: no bound). Idle ones make room, the longest idle first. */
  readonly memoryBytes?: number;
  /** A model that nobody has held for so long is unloaded (default: it stays). */
  readonly idleMs?: number;
}

/** Several models of which those are loaded that are asked for. Whoever makes it closes it. */
export class ModelPool implements ModelDirectory {
  readonly ids: readonly [string, ...string[]];
  readonly #models: ReadonlyMap<string, PooledModel>;
  readonly #abort = new AbortController();

  constructor(entries: readonly PoolEntry[], options: ModelPoolOptions = {}) {
    const [first, ...others] = entries.map(({ id }) => id);
    if (first === undefined) throw new RangeError('a pool needs at least one model');
    const twice = others.find((id, index) => id === first || others.indexOf(id) < index);
    if (twice !== undefined) throw new RangeError(`the model ${twice} is named twice`);
    this.ids = [first, ...others];
    const { memoryBytes = Infinity, idleMs } = options;
    const room = new MemoryRoom(memoryBytes, () => this.#longestIdle());
    const common = { room, idleMs, closing: this.#abort.signal };
    this.#models = new Map(entries.map((entry) => [entry.id, new PooledModel(entry, common)]));
  }

  /**
   * Loads the model if need be; those that want it at once share the load, and a failed one is tried again by the next. Waits
   * while models that are held leave no room. Aborting the signal ends the wait; the load goes on for those who come next.
   */
  async acquire(id: string, signal: AbortSignal): Promise<ModelLease> {
    const model = this.#models.get(id);
    if (!model) throw new RangeError(`there is no model ${id}; there is ${this.ids.join(', ')}`);
    return model.acquire(signal);
  }

  loaded(id: string): LanguageModel | undefined {
    return this.#models.get(id)?.loaded;
  }

  list(): readonly { readonly id: string; readonly isLoaded: boolean }[] {
    return this.ids.map((id) => ({ id, isLoaded: this.loaded(id) !== undefined }));
  }

  /** Resolves when the model is loaded. */
  async preload(id: string, signal: AbortSignal): Promise<void> {
    const { release } = await this.acquire(id, signal);
    release();
  }

  /** Closes all models, whoever holds them, and calls off what is loading. */
  async close(): Promise<void> {
    this.#abort.abort(new Error('the models are closed'));
    await Promise.all([...this.#models.values()].map((model) => model.close()));
  }

  #longestIdle(): PooledModel | undefined {
    const idle = [...this.#models.values()].filter((model) => model.isIdle);
    return idle.sort((one, other) => one.idleSince - other.idleSince)[0];
  }
}

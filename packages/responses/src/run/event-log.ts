import type { ResponseEvent } from '@antiphon/protocol';
import type { Ending, ResponseKey, ResponseStore } from '@antiphon/store';

import { persist } from './persist.ts';
import { storedEvents } from './stored-events.ts';

/** Events are written to the store in groups: at most this long after the first of a group. */
const GROUP_MS = 30;

/** So many stored events stay in memory for readers that are a little behind. */
const WINDOW = 1024;

export interface EventLogOptions {
  readonly key: ResponseKey;
  /** `undefined` for a response that is not kept: then all of its events stay in memory. */
  readonly store: ResponseStore | undefined;
  readonly attempt: number;
  /** Is told when the response is gone, or somebody else's: to go on would be in vain. */
  readonly onLost: () => void;
}

/** The events of a response that this process makes. Each reader gets all, at once; the store gets them in groups. */
export class EventLog implements AsyncIterable<ResponseEvent> {
  readonly #options: EventLogOptions;
  readonly #events: ResponseEvent[] = [];
  /** The number of the first event in memory. */
  #first = 0;
  /** The number of the first event that is not in the store yet. */
  #unstored: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isOver = false;
  #isHandedOver = false;
  #changed = Promise.withResolvers<void>();

  /** `events` are stored already. */
  constructor(events: readonly ResponseEvent[], options: EventLogOptions) {
    this.#options = options;
    this.#events.push(...events);
    this.#unstored = events.length;
  }

  push(events: readonly ResponseEvent[]): void {
    if (events.length === 0) return;
    this.#events.push(...events);
    if (this.#options.store) this.#timer ??= setTimeout(() => this.#writeGroup(), GROUP_MS);
    this.#wake();
  }

  /**
   * Stores the ending with what is not stored yet. Resolves to false when the response is gone, or somebody else's by now. Rejects
   * when it cannot be stored now; it is, once that is possible again, and then readers are told.
   */
  async store(ending: Ending): Promise<boolean> {
    const { store, key, attempt } = this.#options;
    await this.#stopWriting();
    if (!store) return true;
    const events = [...this.#unwritten(), ...ending.events];
    try {
      return await persist(() => store.finish(key, { ...ending, events, attempt }));
    } catch (fault) {
      this.handOver();
      throw fault;
    }
  }

  /** Nothing comes after these. */
  end(events: readonly ResponseEvent[] = []): void {
    clearTimeout(this.#timer);
    this.#events.push(...events);
    this.#isOver = true;
    this.#wake();
  }

  /** Readers go on with what is stored, from where they are: somebody else makes the response, or its end is not stored yet. */
  handOver(): void {
    this.#isHandedOver = true;
    this.end();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ResponseEvent> {
    for (let next = 0; ; ) {
      if (this.#isHandedOver) {
        yield* this.#fromOther(next);
        return;
      }
      if (next < this.#first) {
        const found = yield* this.#fromStore(next);
        if (found === next) return;
        next = found;
        continue;
      }
      const { promise } = this.#changed;
      const event = this.#events[next - this.#first];
      if (event) {
        next++;
        yield event;
      } else if (this.#isOver) {
        return;
      } else {
        await promise;
      }
    }
  }

  async *#fromOther(next: number): AsyncGenerator<ResponseEvent> {
    const { store, key } = this.#options;
    const stop = new AbortController();
    try {
      yield* storedEvents(key, { store: store!, after: next - 1, signal: stop.signal });
    } finally {
      stop.abort();
    }
  }

  /** For a reader that is far behind. Gives the number of the event that comes next. */
  async *#fromStore(next: number): AsyncGenerator<ResponseEvent, number> {
    const { store, key } = this.#options;
    const stop = new AbortController();
    try {
      for await (const event of store!.events(key, next - 1, stop.signal)) {
        next = event.sequence_number + 1;
        yield event;
        if (next >= this.#first) break;
      }
    } finally {
      stop.abort();
    }
    return next;
  }

  #unwritten(): readonly ResponseEvent[] {
    return this.#events.slice(this.#unstored - this.#first);
  }

  async #stopWriting(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#writing;
    clearTimeout(this.#timer);
  }

  #writeGroup(): void {
    this.#writing = this.#writing.then(() => this.#write());
  }

  async #write(): Promise<void> {
    this.#timer = undefined;
    const { store, key, attempt, onLost } = this.#options;
    const group = this.#unwritten();
    if (group.length === 0 || this.#isOver) return;
    try {
      const isOurs = await store!.append(key, group, attempt);
      this.#unstored += group.length;
      this.#forget();
      if (!isOurs) onLost();
    } catch {
      // They are written with the next group, or with the ending, which tells when that is not possible.
    }
  }

  #forget(): void {
    const count = this.#unstored - this.#first - WINDOW;
    // In large steps, since each moves all that is left.
    if (count < WINDOW) return;
    this.#events.splice(0, count);
    this.#first += count;
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}

import type { ResponseEvent } from '@antiphon/protocol';

/** Hands the events of a running response to whoever reads them; each reader gets all, from the first. */
export class EventQueue implements AsyncIterable<ResponseEvent> {
  readonly #events: ResponseEvent[] = [];
  #ended = false;
  #changed = Promise.withResolvers<void>();

  push(events: readonly ResponseEvent[]): void {
    this.#events.push(...events);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ResponseEvent> {
    for (let next = 0; ; ) {
      const { promise } = this.#changed;
      while (next < this.#events.length) yield this.#events[next++]!;
      if (this.#ended && next === this.#events.length) return;
      if (promise === this.#changed.promise) await promise;
    }
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}

import type { GenerationDelta } from '@antiphon/backend';

/** Carries deltas from where they are made, many at a time, to the one who reads them. */
export class DeltaQueue implements AsyncIterable<GenerationDelta> {
  #batches: (readonly GenerationDelta[])[] = [];
  #ending: { readonly fault?: unknown } | undefined;
  #wake: () => void = () => {};

  push(deltas: readonly GenerationDelta[]): void {
    if (deltas.length === 0 || this.#ending) return;
    this.#batches.push(deltas);
    this.#wake();
  }

  /** The reader gets what is there, and then the end. */
  end(): void {
    this.#close({});
  }

  /** The reader gets what is there, and then the fault. */
  fail(fault: unknown): void {
    this.#close({ fault });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<GenerationDelta> {
    while (true) {
      const batches = this.#batches;
      this.#batches = [];
      for (const batch of batches) yield* batch;
      if (this.#batches.length > 0) continue;
      if (this.#ending) break;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if ('fault' in this.#ending) throw this.#ending.fault;
  }

  #close(ending: { readonly fault?: unknown }): void {
    this.#ending ??= ending;
    this.#wake();
  }
}

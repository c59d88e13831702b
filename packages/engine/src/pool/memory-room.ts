/** Something that makes room when it is unloaded. */
export interface Unloadable {
  unload(): Promise<void>;
}

/** The memory that models share. Those who want some are served in the order in which they came. */
export class MemoryRoom {
  readonly #limit: number;
  readonly #longestIdle: () => Unloadable | undefined;
  #taken = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #change = Promise.withResolvers<void>();

  /** `longestIdle` gives what can be unloaded next. */
  constructor(limit: number, longestIdle: () => Unloadable | undefined) {
    this.#limit = limit;
    this.#longestIdle = longestIdle;
  }

  /**
   * Resolves once `bytes` are taken, for which idle models may have been unloaded. Calls `assertWanted` after each wait, and
   * rejects with what it throws; with a `RangeError` when there can never be so much.
   */
  async take(bytes: number, assertWanted: () => void): Promise<void> {
    if (bytes > this.#limit) {
      throw new RangeError(`it needs ${bytes} bytes, and all models may take ${this.#limit}`);
    }
    const before = this.#turn;
    const taken = (async () => {
      await before;
      await this.#makeRoom(bytes, assertWanted);
      this.#taken += bytes;
    })();
    this.#turn = taken.catch(() => undefined);
    return taken;
  }

  giveBack(bytes: number): void {
    this.#taken -= bytes;
    this.look();
  }

  /** Is to be called when a model became idle, or what was waited for may be unwanted now. */
  look(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }

  async #makeRoom(bytes: number, assertWanted: () => void): Promise<void> {
    assertWanted();
    while (this.#taken + bytes > this.#limit) {
      const change = this.#change.promise;
      const victim = this.#longestIdle();
      if (victim) await victim.unload();
      else await change;
      assertWanted();
    }
  }
}

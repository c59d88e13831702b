/** A value that can be computed again, until the budget takes it away. */
export interface Kept<Value> {
  value: Value | undefined;
  readonly bytes: number;
  usedAt: number;
}

/** With less, what is in use could be dropped while it is used. */
const leastBytes = 4 * 2 ** 20;

/**
 * Keeps computed values up to a number of bytes. When they take more, those that were not used for
 * longest are dropped until half of the budget is free; whoever held one computes it again.
 */
export class MemoryBudget {
  readonly limitBytes: number;
  bytes = 0;
  evictions = 0;
  #clock = 0;
  #kept: Kept<unknown>[] = [];

  constructor(limitBytes: number) {
    this.limitBytes = Math.max(limitBytes, leastBytes);
  }

  get length(): number {
    return this.#kept.length;
  }

  keep<Value>(value: Value, bytes: number): Kept<Value> {
    const kept = { value, bytes, usedAt: ++this.#clock };
    this.bytes += bytes;
    this.#kept.push(kept);
    if (this.bytes > this.limitBytes) this.#evict(kept);
    return kept;
  }

  touch<Value>(kept: Kept<Value>): Value | undefined {
    kept.usedAt = ++this.#clock;
    return kept.value;
  }

  #evict(latest: Kept<unknown>): void {
    this.evictions++;
    this.#kept.sort((a, b) => a.usedAt - b.usedAt);
    let dropped = 0;
    while (this.bytes > this.limitBytes / 2 && this.#kept[dropped] !== latest) {
      const oldest = this.#kept[dropped++]!;
      oldest.value = undefined;
      this.bytes -= oldest.bytes;
    }
    this.#kept = this.#kept.slice(dropped);
  }
}

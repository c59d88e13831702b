import type { CacheTensor } from './graph-plan.ts';
import type { ElementType } from './native-tensor.ts';

/** Keys and values of all sequences, each in a slot. */
export interface KeyValueCache {
  /** The values of a run, pinned until `settle`. */
  bind(run: RunExtent): CacheValues;
  /** To be called after the run, whether it succeeded or not. */
  settle(run: RunExtent, succeeded: boolean): void;
  /** Forgets the tokens of a slot from `kept` on; it held `length`. */
  truncate(slot: number, length: number, kept: number): void;
  /** Copies the first `kept` tokens of a slot, which holds `length`, into another one. */
  copy(from: number, to: number, tokens: { length: number; kept: number }): void;
  /** Gives the memory of a slot beyond its first `kept` tokens back to the system, where it can. */
  discard(slot: number, kept: number): void;
  /** Gives all memory back, as far as `discard` does. */
  release(): void;
}

/** The slots from `slot` on, one row each; where it is one row, how many tokens it holds and gets. */
export interface RunExtent {
  readonly slot: number;
  readonly rows: number;
  readonly past: number;
  readonly tokens: number;
}

/** Addresses in the order of the graph plan's caches. */
export interface CacheValues {
  readonly past: BigUint64Array;
  readonly present: BigUint64Array;
}

export interface CacheOptions {
  readonly tensors: readonly CacheTensor[];
  readonly type: ElementType;
  readonly slots: number;
  /** Tokens that a slot holds at most. */
  readonly capacity: number;
}

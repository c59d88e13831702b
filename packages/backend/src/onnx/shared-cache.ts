import type { CacheOptions, CacheValues, KeyValueCache, RunExtent } from './cache.ts';
import { allocateNumbers, type NumberArray } from './float16.ts';
import { NativeTensor } from './native-tensor.ts';
import { discardPages, preferSmallPages } from './pages.ts';
import { addresses, type OnnxRuntime } from './runtime.ts';

/** How many combinations of first slot and rows are kept ready for runs to come. */
const KEPT_WINDOWS = 64;

/** One memory of [slots, heads, capacity, width] per tensor, which runs read and append to in place. */
export class SharedCache implements KeyValueCache {
  readonly #runtime: OnnxRuntime;
  readonly #options: CacheOptions;
  readonly #data: readonly NumberArray[];
  /** Those that no run has now, the last used one last. */
  readonly #kept = new Map<string, Window>();
  readonly #bound = new Map<string, Window>();

  /** Throws `RangeError` when there is no memory for so many slots. */
  constructor(runtime: OnnxRuntime, options: CacheOptions) {
    const { tensors, type, slots, capacity } = options;
    this.#runtime = runtime;
    this.#options = options;
    this.#data = tensors.map(({ heads, width }) =>
      allocateNumbers(type, slots * heads * capacity * width),
    );
    for (const data of this.#data) preferSmallPages(data);
  }

  bind({ slot, rows }: RunExtent): CacheValues {
    const key = windowKey(slot, rows);
    const window = this.#kept.get(key) ?? this.#makeWindow(slot, rows);
    this.#kept.delete(key);
    this.#bound.set(key, window);
    return { past: window.values, present: window.values };
  }

  settle({ slot, rows }: RunExtent): void {
    const key = windowKey(slot, rows);
    this.#kept.set(key, this.#bound.get(key)!);
    this.#bound.delete(key);
    this.#dropOldest();
  }

  truncate(): void {}

  copy(from: number, to: number, { kept }: { kept: number }): void {
    for (const [index, data] of this.#data.entries()) {
      const width = this.#options.tensors[index]!.width;
      const targets = this.#rows(index, to);
      for (const [head, source] of this.#rows(index, from).entries()) {
        data.copyWithin(targets[head]!, source, source + kept * width);
      }
    }
  }

  discard(slot: number, kept: number): void {
    for (const [index, data] of this.#data.entries()) {
      const { width } = this.#options.tensors[index]!;
      const end = this.#options.capacity * width;
      for (const row of this.#rows(index, slot)) {
        discardPages(data.subarray(row + kept * width, row + end));
      }
    }
  }

  release(): void {
    for (const window of this.#kept.values()) window.release();
    this.#kept.clear();
    for (const data of this.#data) discardPages(data);
  }

  /** Where each head of a slot begins. */
  #rows(index: number, slot: number): number[] {
    const { heads, width } = this.#options.tensors[index]!;
    const size = this.#options.capacity * width;
    return Array.from({ length: heads }, (_, head) => (slot * heads + head) * size);
  }

  #makeWindow(slot: number, rows: number): Window {
    const { tensors, type, capacity } = this.#options;
    return new Window(
      tensors.map(({ heads, width }, index) => {
        const size = heads * capacity * width;
        const data = this.#data[index]!.subarray(slot * size, (slot + rows) * size);
        return new NativeTensor(this.#runtime, data, type, [rows, heads, capacity, width]);
      }),
    );
  }

  #dropOldest(): void {
    const [oldest] = this.#kept;
    if (!oldest || this.#kept.size <= KEPT_WINDOWS) return;
    oldest[1].release();
    this.#kept.delete(oldest[0]);
  }
}

function windowKey(slot: number, rows: number): string {
  return `${slot}+${rows}`;
}

/** Neighbouring slots as one value per tensor. */
class Window {
  readonly values: BigUint64Array;
  readonly #tensors: readonly NativeTensor[];

  constructor(tensors: readonly NativeTensor[]) {
    this.#tensors = tensors;
    this.values = addresses(tensors.length);
    for (const [index, tensor] of tensors.entries()) this.values[index] = tensor.address;
  }

  release(): void {
    for (const tensor of this.#tensors) tensor.release();
  }
}

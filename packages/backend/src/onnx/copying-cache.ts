import type { CacheOptions, CacheValues, KeyValueCache, RunExtent } from './cache.ts';
import { allocateNumbers, type NumberArray } from './float16.ts';
import { NativeTensor } from './native-tensor.ts';
import { discardPages } from './pages.ts';
import { addresses, type OnnxRuntime } from './runtime.ts';

/**
 * For graphs that write past and new tokens together into other memory: each slot has memory of its own, and a run writes into
 * a spare one that takes the slot's place. Tokens lie densely, [heads, tokens, width].
 */
export class CopyingCache implements KeyValueCache {
  readonly #runtime: OnnxRuntime;
  readonly #options: CacheOptions;
  readonly #slots: (readonly NumberArray[])[];
  #spare: readonly NumberArray[];
  #bound: readonly NativeTensor[] = [];

  /** Throws `RangeError` when there is no memory for so many slots. */
  constructor(runtime: OnnxRuntime, options: CacheOptions) {
    this.#runtime = runtime;
    this.#options = options;
    this.#slots = Array.from({ length: options.slots }, () => this.#allocate());
    this.#spare = this.#allocate();
  }

  bind({ slot, past, tokens }: RunExtent): CacheValues {
    const before = this.#tensors(this.#slots[slot]!, past);
    const after = this.#tensors(this.#spare, past + tokens);
    this.#bound = [...before, ...after];
    return { past: addressesOf(before), present: addressesOf(after) };
  }

  settle({ slot }: RunExtent, succeeded: boolean): void {
    for (const tensor of this.#bound) tensor.release();
    this.#bound = [];
    if (succeeded) [this.#slots[slot], this.#spare] = [this.#spare, this.#slots[slot]!];
  }

  truncate(slot: number, length: number, kept: number): void {
    this.#repack(this.#slots[slot]!, this.#slots[slot]!, { length, kept });
  }

  copy(from: number, to: number, tokens: { length: number; kept: number }): void {
    this.#repack(this.#slots[from]!, this.#slots[to]!, tokens);
  }

  discard(slot: number, kept: number): void {
    for (const [index, data] of this.#slots[slot]!.entries()) {
      const { heads, width } = this.#options.tensors[index]!;
      discardPages(data.subarray(heads * kept * width));
    }
  }

  release(): void {
    for (const tensor of this.#bound) tensor.release();
    this.#bound = [];
    for (const data of [...this.#slots.flat(), ...this.#spare]) discardPages(data);
  }

  #allocate(): NumberArray[] {
    const { tensors, type, capacity } = this.#options;
    return tensors.map(({ heads, width }) => allocateNumbers(type, heads * capacity * width));
  }

  #tensors(memory: readonly NumberArray[], length: number): NativeTensor[] {
    return this.#options.tensors.map(({ heads, width }, index) => {
      const data = memory[index]!.subarray(0, heads * length * width);
      return new NativeTensor(this.#runtime, data, this.#options.type, [1, heads, length, width]);
    });
  }

  #repack(
    from: readonly NumberArray[],
    to: readonly NumberArray[],
    { length, kept }: { length: number; kept: number },
  ): void {
    for (const [index, { heads, width }] of this.#options.tensors.entries()) {
      for (let head = 0; head < heads; head++) {
        const start = head * length * width;
        const row = from[index]!.subarray(start, start + kept * width);
        to[index]!.set(row, head * kept * width);
      }
    }
  }
}

function addressesOf(tensors: readonly NativeTensor[]): BigUint64Array {
  const found = addresses(tensors.length);
  for (const [index, tensor] of tensors.entries()) found[index] = tensor.address;
  return found;
}

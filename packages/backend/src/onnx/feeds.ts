import type { GraphPlan, PlainInput } from './graph-plan.ts';
import { NativeTensor } from './native-tensor.ts';
import { integers, type OnnxRuntime } from './runtime.ts';

/** A row of a run: what its sequence holds already, and the tokens from `start` to `end` that are appended. */
export interface FeedRow {
  readonly past: number;
  readonly tokens: ArrayLike<number>;
  readonly start: number;
  readonly end: number;
}

export interface FeedLimits {
  readonly rows: number;
  /** Tokens of a run, all rows together. */
  readonly tokens: number;
  /** Tokens of a sequence. */
  readonly capacity: number;
}

/** The inputs of runs other than caches, in memory that is used again for each. */
export class Feeds {
  readonly #runtime: OnnxRuntime;
  readonly #plan: GraphPlan;
  readonly #ids: BigInt64Array;
  readonly #positions: BigInt64Array;
  readonly #mask: BigInt64Array;
  readonly #kept = integers(1);

  constructor(runtime: OnnxRuntime, plan: GraphPlan, limits: FeedLimits) {
    this.#runtime = runtime;
    this.#plan = plan;
    this.#ids = integers(limits.tokens);
    this.#positions = integers(limits.tokens);
    this.#mask = integers(limits.rows * limits.capacity);
  }

  /** All rows have the same number of new tokens. The tensors are to be released after the run, and hold until the next `write`. */
  write(rows: readonly FeedRow[], keptLogits: number): NativeTensor[] {
    return this.#plan.inputs.map((input) => this.#tensor(input, rows, keptLogits));
  }

  #tensor(input: PlainInput, rows: readonly FeedRow[], keptLogits: number): NativeTensor {
    const width = rows[0]!.end - rows[0]!.start;
    switch (input) {
      case 'input_ids':
        this.#writeTokens(rows);
        return this.#integers(this.#ids, [rows.length, width]);
      case 'position_ids':
        this.#writePositions(rows);
        return this.#integers(this.#positions, [rows.length, width]);
      case 'attention_mask':
        return this.#integers(this.#mask, [rows.length, this.#writeMask(rows)]);
      case 'num_logits_to_keep':
        this.#kept[0] = BigInt(keptLogits);
        return this.#integers(this.#kept, new Array(this.#plan.keptLogitsRank).fill(1));
    }
  }

  #integers(data: BigInt64Array, dimensions: readonly number[]): NativeTensor {
    const count = dimensions.reduce((product, size) => product * size, 1);
    return new NativeTensor(this.#runtime, data.subarray(0, count), 'int64', dimensions);
  }

  #writeTokens(rows: readonly FeedRow[]): void {
    let place = 0;
    for (const { tokens, start, end } of rows) {
      for (let index = start; index < end; index++) this.#ids[place++] = BigInt(tokens[index]!);
    }
  }

  #writePositions(rows: readonly FeedRow[]): void {
    let place = 0;
    for (const { past, start, end } of rows) {
      for (let index = 0; index < end - start; index++) {
        this.#positions[place++] = BigInt(past + index);
      }
    }
  }

  /** Rows begin at the left; the mask is as wide as the longest of them. */
  #writeMask(rows: readonly FeedRow[]): number {
    const lengths = rows.map(({ past, start, end }) => past + end - start);
    const width = Math.max(...lengths);
    for (const [row, length] of lengths.entries()) {
      this.#mask.fill(1n, row * width, row * width + length);
      this.#mask.fill(0n, row * width + length, (row + 1) * width);
    }
    return width;
  }
}

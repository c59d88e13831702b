import { allocateNumbers, float16Values, type NumberArray } from './float16.ts';
import type { GraphPlan } from './graph-plan.ts';
import { NativeTensor } from './native-tensor.ts';
import type { OnnxRuntime } from './runtime.ts';

/** Rows that are kept for the next step; more of them are allocated as they are needed. */
const KEPT_ROWS = 64;

export interface LogitsExtent {
  /** Sequences of the run. */
  readonly rows: number;
  /** Places of each sequence whose logits the graph gives. */
  readonly places: number;
}

/** Receives logits from runs, as float32 whatever the graph gives. */
export class LogitsBuffer {
  readonly #runtime: OnnxRuntime;
  readonly #type: GraphPlan['logitsType'];
  readonly #width: number;
  readonly #float16: Float32Array | undefined;
  #results = new Float32Array(0);
  #used = 0;
  #scratch: NumberArray;

  constructor(runtime: OnnxRuntime, type: GraphPlan['logitsType'], width: number) {
    this.#runtime = runtime;
    this.#type = type;
    this.#width = width;
    this.#float16 = type === 'float16' ? float16Values() : undefined;
    this.#scratch = allocateNumbers(type, width);
  }

  /** Makes room for the rows of a step; those of the step before are gone. */
  reserve(rows: number): void {
    const size = Math.max(rows, 1) * this.#width;
    const isTooLarge = this.#results.length > Math.max(size, KEPT_ROWS * this.#width);
    if (this.#results.length < size || isTooLarge) this.#results = new Float32Array(size);
    this.#used = 0;
  }

  /** The next so many rows of the step's room. */
  take(rows: number): Float32Array {
    const start = this.#used;
    this.#used += rows * this.#width;
    return this.#results.subarray(start, this.#used);
  }

  /** The output of a run that gives the rows of `into`: written there at once where it has their form, else to be read by `read`. */
  bind({ rows, places }: LogitsExtent, into: Float32Array | undefined): NativeTensor {
    const size = rows * places * this.#width;
    const isDirect = this.#isDirect(size, into);
    if (!isDirect && this.#scratch.length < size) {
      this.#scratch = allocateNumbers(this.#type, size);
    }
    const memory = isDirect && into ? into : this.#scratch.subarray(0, size);
    return new NativeTensor(this.#runtime, memory, this.#type, [rows, places, this.#width]);
  }

  /** Completes `into` after the run: the last rows of what the graph gave. */
  read({ rows, places }: LogitsExtent, into: Float32Array | undefined): void {
    const size = rows * places * this.#width;
    if (!into || this.#isDirect(size, into)) return;
    const given = this.#scratch.subarray(size - into.length, size);
    const values = this.#float16;
    if (!values) into.set(given);
    else for (let index = 0; index < into.length; index++) into[index] = values[given[index]!]!;
  }

  #isDirect(size: number, into: Float32Array | undefined): boolean {
    return this.#type === 'float32' && into?.length === size;
  }
}

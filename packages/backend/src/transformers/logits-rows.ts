import type { Tensor } from '@xenova/transformers';
import type { StepItem } from '../logits-model.ts';

/** Collects the rows of logits that an item wants from the chunks that it is run in. */
export class LogitsRows {
  readonly isAll: boolean;
  readonly #wanted: StepItem['logits'];
  readonly #tokens: number;
  #seen = 0;
  #rows: Float32Array | undefined;

  constructor(wanted: StepItem['logits'], tokens: number) {
    this.isAll = wanted === 'all';
    this.#wanted = wanted;
    this.#tokens = tokens;
  }

  /** Logits are [1, positions, vocabulary], of all the chunk's tokens or only its last ones. */
  add(logits: Tensor, tokens: number): void {
    const first = this.#seen;
    this.#seen += tokens;
    if (this.#wanted === 'none') return;
    if (this.isAll) this.#addAll(logits, first, tokens);
    else if (this.#seen === this.#tokens) this.#rows = lastRow(logits);
  }

  take(): Float32Array | undefined {
    return this.#rows;
  }

  #addAll(logits: Tensor, first: number, tokens: number): void {
    const [, positions, vocabulary] = logits.dims;
    if (positions !== tokens) {
      throw new RangeError(`the graph gave logits of ${positions} instead of ${tokens} tokens`);
    }
    this.#rows ??= new Float32Array(this.#tokens * vocabulary!);
    this.#rows.set(numbersOf(logits), first * vocabulary!);
  }
}

function lastRow(logits: Tensor): Float32Array {
  const numbers = numbersOf(logits);
  return numbers.slice(numbers.length - logits.dims.at(-1)!);
}

function numbersOf(logits: Tensor): Float32Array {
  const { data } = logits.type === 'float32' ? logits : logits.to('float32');
  if (data instanceof Float32Array) return data;
  throw new TypeError(`logits of type ${logits.type} cannot be read`);
}

import { type LogitStage, storeLogit } from './logit-stage.ts';

/** Adds to each named token's logit. */
export class Bias implements LogitStage {
  readonly #tokens: Int32Array;
  readonly #values: Float64Array;

  constructor(bias: Readonly<Record<string, number>>) {
    this.#tokens = Int32Array.from(Object.keys(bias), Number);
    this.#values = Float64Array.from(Object.values(bias));
  }

  apply(logits: Float32Array): void {
    for (let index = 0; index < this.#tokens.length; index++) {
      const token = this.#tokens[index]!;
      storeLogit(logits, token, logits[token]! + this.#values[index]!);
    }
  }

  fork(): Bias {
    return this;
  }
}

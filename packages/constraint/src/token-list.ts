import { grown } from './regex/nodes.ts';

/** A list of token ids that is filled again and again. */
export class TokenList {
  #tokens = new Int32Array(1024);
  length = 0;

  push(token: number): void {
    if (this.length === this.#tokens.length) this.#tokens = grown(this.#tokens, this.length + 1);
    this.#tokens[this.length++] = token;
  }

  pushRange(tokens: Int32Array, start: number, end: number): void {
    const length = this.length + end - start;
    if (length > this.#tokens.length) this.#tokens = grown(this.#tokens, length);
    for (let index = start; index < end; index++) this.#tokens[this.length++] = tokens[index]!;
  }

  clear(): void {
    this.length = 0;
  }

  /** Valid until the list changes. */
  view(): Int32Array {
    return this.#tokens.subarray(0, this.length);
  }
}

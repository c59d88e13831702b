/**
 * The tokens so far, prompt first. Every distinct token gets a slot, numbered from 0 in order of
 * appearance, so that what the stages keep per token grows with the context, not the vocabulary.
 */
export class TokenContext {
  /** The slot of the token at each position. */
  slots = new Int32Array(256);
  length = 0;
  /** By slot: its token. */
  tokens = new Int32Array(256);
  /** By slot: how often its token was generated; 0 for one that only the prompt has. */
  generated = new Int32Array(256);
  distinct = 0;
  /** By token: its slot + 1, or 0. Zeroes, so that the system need not lend the pages never touched. */
  readonly #slotOf: Int32Array;

  constructor(vocabularySize: number) {
    this.#slotOf = new Int32Array(vocabularySize);
  }

  addPrompt(tokens: ArrayLike<number>): void {
    for (let index = 0; index < tokens.length; index++) this.#append(tokens[index]!);
  }

  addGenerated(token: number): void {
    const slot = this.#append(token);
    this.generated[slot] = this.generated[slot]! + 1;
  }

  fork(): TokenContext {
    const copy = new TokenContext(this.#slotOf.length);
    copy.slots = this.slots.slice();
    copy.length = this.length;
    copy.tokens = this.tokens.slice();
    copy.generated = this.generated.slice();
    copy.distinct = this.distinct;
    for (let slot = 0; slot < this.distinct; slot++) copy.#slotOf[this.tokens[slot]!] = slot + 1;
    return copy;
  }

  #append(token: number): number {
    const slot = this.#slotFor(token);
    if (this.length === this.slots.length) this.slots = doubled(this.slots);
    this.slots[this.length++] = slot;
    return slot;
  }

  #slotFor(token: number): number {
    const known = this.#slotOf[token];
    if (known === undefined) {
      throw new RangeError(`token ${token} is outside the vocabulary of ${this.#slotOf.length}`);
    }
    return known > 0 ? known - 1 : this.#addSlot(token);
  }

  #addSlot(token: number): number {
    if (this.distinct === this.tokens.length) {
      this.tokens = doubled(this.tokens);
      this.generated = doubled(this.generated);
    }
    this.tokens[this.distinct] = token;
    this.#slotOf[token] = this.distinct + 1;
    return this.distinct++;
  }
}

/** A copy with as many zeroes again behind it. */
export function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}

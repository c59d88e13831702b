/** Counts the tokens that were spent on thoughts. Positions count characters of the answer. */
export class ReasoningMeter {
  /** Where tokens begin of which it is not known yet what they are. */
  #starts: number[] = [];
  #isThinking = false;
  #count = 0;

  token(start: number): void {
    this.#starts.push(start);
  }

  enter(position: number): void {
    this.#pass(position);
    this.#isThinking = true;
  }

  leave(position: number): void {
    this.#pass(position);
    this.#isThinking = false;
  }

  /** With the tokens that came last, where the thoughts have no end yet. */
  get count(): number {
    return this.#count + (this.#isThinking ? this.#starts.length : 0);
  }

  #pass(position: number): void {
    const before = this.#starts.filter((start) => start < position).length;
    if (this.#isThinking) this.#count += before;
    this.#starts.splice(0, before);
  }
}

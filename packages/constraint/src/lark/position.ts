/** Where something stands in the text of a grammar. Lines and columns count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets that only grow into positions. */
export class PositionTracker {
  readonly #text: string;
  #offset = 0;
  #line = 1;
  #lineStart = 0;

  constructor(text: string) {
    this.#text = text;
  }

  at(offset: number): Position {
    for (; this.#offset < offset; this.#offset++) {
      if (this.#text.charCodeAt(this.#offset) !== 10) continue;
      this.#line++;
      this.#lineStart = this.#offset + 1;
    }
    return { line: this.#line, column: offset - this.#lineStart + 1 };
  }
}

/** The tokens of texts met lately. Forgets those that were not asked for longest once all take more than `maxBytes`. */
export class EncodingCache {
  readonly #maxBytes: number;
  readonly #entries = new Map<string, readonly number[]>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(text: string): readonly number[] | undefined {
    const tokens = this.#entries.get(text);
    if (!tokens) return undefined;
    this.#entries.delete(text);
    this.#entries.set(text, tokens);
    return tokens;
  }

  set(text: string, tokens: readonly number[]): void {
    if (this.#entries.has(text)) return;
    this.#entries.set(detached(text), tokens);
    this.#bytes += bytesOf(text, tokens);
    for (const [oldest, its] of this.#entries) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#entries.delete(oldest);
      this.#bytes -= bytesOf(oldest, its);
    }
  }
}

/** Two bytes a character, eight a number, and what a Map spends on an entry. */
function bytesOf(text: string, tokens: readonly number[]): number {
  return 2 * text.length + 8 * tokens.length + 100;
}

/** V8 lets a slice hold on to the whole string that it was cut from: here a prompt that is long gone. */
function detached(text: string): string {
  return ` ${text}`.slice(1);
}

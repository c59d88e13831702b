/** The text of a token as UTF-8 bytes or a string; `undefined` for one that has none. */
export type TokenText = (token: number) => Uint8Array | string | undefined;

/** A state of the automaton; 0 is the start: no breaker has begun. */
export type BreakerState = number;

/**
 * Finds sequence breakers in the text of a token stream, wherever the token boundaries fall: an
 * Aho-Corasick automaton over the breakers' bytes. llama.cpp expands each breaker to token sequences
 * beforehand (`get_overlapping_token_sequences`); reading the text as it comes finds those and every
 * other tokenisation, and needs no pass over the vocabulary.
 */
export class Breakers {
  readonly #text: TokenText;
  readonly #encoder = new TextEncoder();
  /** The next state by `state * 256 + byte`, for the edges of the trie only. */
  readonly #edges = new Map<number, BreakerState>();
  /** The same from the start, by byte: nearly all text is read there. */
  readonly #firstStates = new Int32Array(256);
  readonly #fallback: BreakerState[] = [0];
  readonly #completes: boolean[] = [false];

  constructor(breakers: readonly string[], text: TokenText) {
    this.#text = text;
    for (const breaker of breakers) this.#addBreaker(breaker);
    this.#linkFallbacks();
  }

  /**
   * Reads one token's text. Returns the state after it, or its complement (a negative number) when a
   * breaker ended inside the token.
   */
  read(state: BreakerState, token: number): number {
    const text = this.#text(token);
    if (text === undefined) return 0;
    const bytes = typeof text === 'string' ? this.#encoder.encode(text) : text;
    let current = state;
    let found = false;
    for (let index = 0; index < bytes.length; index++) {
      current = this.#next(current, bytes[index]!);
      if (this.#completes[current]) found = true;
    }
    return found ? ~current : current;
  }

  #next(state: BreakerState, byte: number): BreakerState {
    let current = state;
    while (current > 0) {
      const target = this.#edges.get(current * 256 + byte);
      if (target !== undefined) return target;
      current = this.#fallback[current]!;
    }
    return this.#firstStates[byte]!;
  }

  #addBreaker(breaker: string): void {
    let state = 0;
    for (const byte of this.#encoder.encode(breaker)) {
      const edge = state * 256 + byte;
      let target = this.#edges.get(edge);
      if (target === undefined) {
        target = this.#completes.push(false) - 1;
        this.#edges.set(edge, target);
        if (state === 0) this.#firstStates[byte] = target;
      }
      state = target;
    }
    this.#completes[state] = true;
  }

  /** Breadth first, so that every shorter prefix is linked before the longer ones need it. */
  #linkFallbacks(): void {
    for (const [edge, target] of this.#edgesByDepth()) {
      const parent = edge >>> 8;
      const fallback = parent === 0 ? 0 : this.#next(this.#fallback[parent]!, edge & 255);
      this.#fallback[target] = fallback;
      if (this.#completes[fallback]) this.#completes[target] = true;
    }
  }

  #edgesByDepth(): [edge: number, target: BreakerState][] {
    const depth = [0];
    // A state is numbered after its parent, so one pass in insertion order sees parents first.
    for (const [edge, target] of this.#edges) depth[target] = depth[edge >>> 8]! + 1;
    return [...this.#edges].sort((a, b) => depth[a[1]]! - depth[b[1]]!);
  }
}

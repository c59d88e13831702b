import type { Trie } from '../trie.ts';

/**
 * Tokens by the bytes that follow the end of a lexeme within them. Thousands of tokens end a string and
 * go on in a few hundred ways; each way is walked once.
 */
export interface ExitTrie {
  readonly length: number;
  readonly byte: Uint8Array;
  readonly end: Int32Array;
  readonly depth: Uint8Array;
  /** Node n's tokens are tokens[tokenStart[n]] to tokens[tokenStart[n + 1] - 1]. */
  readonly tokenStart: Int32Array;
  readonly tokens: Int32Array;
  /** Tokens that end where the lexeme does. */
  readonly whole: Int32Array;
  readonly bytes: number;
}

/** More nodes than this below the exits are not worth sorting. */
const mostNodes = 20_000;

/** Undefined where the plain nodes are as good. */
export function buildExitTrie(
  trie: Trie,
  tokens: readonly (Uint8Array | undefined)[],
  exits: readonly number[],
): ExitTrie | undefined {
  if (exits.length < 2) return undefined;
  let size = 0;
  for (const exit of exits) size += trie.end[exit]! - exit;
  if (size > mostNodes) return undefined;
  const builder = new ExitTrieBuilder();
  for (const exit of exits) {
    const offset = trie.depth[exit]! + 1;
    for (let place = exit; place < trie.end[exit]!; place++) {
      const token = (trie.node[place]! >>> 8) - 1;
      if (token >= 0) builder.add(token, tokens[token]!, offset);
    }
  }
  return builder.build();
}

class ExitTrieBuilder {
  readonly #children: Map<number, number>[] = [new Map()];
  readonly #tokens: number[][] = [[]];

  add(token: number, bytes: Uint8Array, offset: number): void {
    let node = 0;
    for (let index = offset; index < bytes.length; index++) {
      const known = this.#children[node]!.get(bytes[index]!);
      if (known === undefined) {
        this.#children[node]!.set(bytes[index]!, this.#tokens.length);
        node = this.#tokens.length;
        this.#children.push(new Map());
        this.#tokens.push([]);
      } else node = known;
    }
    this.#tokens[node]!.push(token);
  }

  build(): ExitTrie {
    const length = this.#tokens.length - 1;
    const byte = new Uint8Array(length);
    const end = new Int32Array(length);
    const depth = new Uint8Array(length);
    const tokenStart = new Int32Array(length + 1);
    const tokens: number[] = [];
    let place = 0;
    const layOut = (parent: number, level: number): void => {
      for (const [value, child] of this.#children[parent]!) {
        const own = place++;
        byte[own] = value;
        depth[own] = level;
        tokenStart[own] = tokens.length;
        tokens.push(...this.#tokens[child]!);
        layOut(child, level + 1);
        end[own] = place;
      }
    };
    layOut(0, 0);
    tokenStart[length] = tokens.length;
    const whole = Int32Array.from(this.#tokens[0]!);
    const bytes = 11 * length + 4 * (tokens.length + whole.length);
    return { length, byte, end, depth, tokenStart, tokens: Int32Array.from(tokens), whole, bytes };
  }
}

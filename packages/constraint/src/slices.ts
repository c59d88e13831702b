import { filterTrie, type Trie } from './trie.ts';

/**
 * The tokens that are whole characters of JSON string content, at most `length` of them. Where a lexer
 * state takes all of them, its mask is this bitmap and a walk over the few tokens left.
 */
export interface Slice {
  /** Infinity for any length. */
  readonly length: number;
  readonly tokens: Uint32Array;
  /** The tokens that are not in the slice. */
  readonly rest: Trie;
}

/** Code points of the characters in question: no quote, backslash, control character or DEL. */
export const sliceCharacters = [
  [0x20, 0x21],
  [0x23, 0x5b],
  [0x5d, 0x7e],
  [0x80, 0x10ffff],
] as const;

const sliceLengths = [Infinity, 30, 10];

/** Slices of one trie, the most inclusive first. */
export function sliceTokens(
  trie: Trie,
  tokens: readonly (Uint8Array | undefined)[],
  words: number,
): Slice[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const isWhole = (bytes: Uint8Array) => {
    try {
      decoder.decode(bytes);
      return true;
    } catch {
      return false;
    }
  };
  const lengths = tokens.map((bytes) => contentLength(bytes, isWhole));
  return sliceLengths.map((length) => {
    const isIn = (token: number) => lengths[token]! > 0 && lengths[token]! <= length;
    const bits = new Uint32Array(words);
    for (let token = 0; token < tokens.length; token++) {
      if (isIn(token)) bits[token >>> 5]! |= 1 << (token & 31);
    }
    return { length, tokens: bits, rest: filterTrie(trie, (token) => !isIn(token)) };
  });
}

/** Characters of string content, or -1 when the token is not made of whole ones. */
function contentLength(
  bytes: Uint8Array | undefined,
  isWhole: (bytes: Uint8Array) => boolean,
): number {
  if (bytes === undefined) return -1;
  let length = 0;
  let isAscii = true;
  for (const byte of bytes) {
    if (byte < 0x20 || byte === 0x22 || byte === 0x5c || byte === 0x7f) return -1;
    if (byte >= 0x80) isAscii = false;
    if ((byte & 0xc0) !== 0x80) length++;
  }
  return isAscii || isWhole(bytes) ? length : -1;
}

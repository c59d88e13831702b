import type { Range } from './regex/utf8.ts';
import { filterTrie, type Trie } from './trie.ts';

/**
 * The tokens that are made of some characters, at most `length` of them. Where a lexer state takes all
 * of them, its mask is this bitmap and a walk over the tokens left.
 */
export interface Slice {
  readonly characters: readonly Range[];
  /** Infinity for any length. */
  readonly length: number;
  readonly tokens: Uint32Array;
  /** The tokens that are not in the slice. */
  readonly rest: Trie;
}

/** JSON string content: no quote, backslash, control character or DEL. */
const content: readonly Range[] = [
  [0x20, 0x21],
  [0x23, 0x5b],
  [0x5d, 0x7e],
  [0x80, 0x10ffff],
];
const lettersAndDigits: readonly Range[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x61, 0x7a],
];

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
  const contents = Int32Array.from(tokens, (bytes) => contentLength(bytes, isWhole));
  const plain = Int32Array.from(tokens, plainLength);
  const slice = (characters: readonly Range[], lengths: Int32Array, length: number): Slice => {
    const isIn = (token: number) => lengths[token]! > 0 && lengths[token]! <= length;
    const bits = new Uint32Array(words);
    for (let token = 0; token < tokens.length; token++) {
      if (isIn(token)) bits[token >>> 5]! |= 1 << (token & 31);
    }
    return { characters, length, tokens: bits, rest: filterTrie(trie, (token) => !isIn(token)) };
  };
  return [
    slice(content, contents, Infinity),
    slice(content, contents, 30),
    slice(content, contents, 10),
    slice(lettersAndDigits, plain, Infinity),
    slice(lettersAndDigits, plain, 10),
  ];
}

/** Letters and digits of ASCII, or -1 when the token holds anything else. */
function plainLength(bytes: Uint8Array | undefined): number {
  if (bytes === undefined) return -1;
  for (const byte of bytes) {
    if (!lettersAndDigits.some(([first, last]) => first <= byte && byte <= last)) return -1;
  }
  return bytes.length;
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

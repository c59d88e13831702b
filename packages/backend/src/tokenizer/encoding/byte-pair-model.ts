import { byteCharacters, toByteCharacters } from './byte-alphabet.ts';
import { byteToken } from './byte-token.ts';
import { EncodingCache } from './encoding-cache.ts';
import { fuseTokens } from './fuse-tokens.ts';
import { isGone, mergeSymbols } from './merge-symbols.ts';
import { createMergeTable, type MergeTable } from './merge-table.ts';
import type { WordModel } from './word-model.ts';

/** The `model` of a tokenizer.json of type BPE. */
export interface BytePairJson {
  readonly vocab: Readonly<Record<string, number>>;
  readonly merges: readonly (string | readonly [string, string])[];
  readonly unk_token?: string | null;
  readonly byte_fallback?: boolean;
  readonly fuse_unk?: boolean;
  readonly ignore_merges?: boolean;
  readonly end_of_word_suffix?: string | null;
  readonly continuing_subword_prefix?: string | null;
  readonly continuing_subword_suffix?: string | null;
}

/**
 * With `isByteLevel` the words come as text, not yet in the byte alphabet. `undefined` for a kind of byte-pair encoding that is
 * not known here.
 */
export function createBytePairModel(
  json: BytePairJson,
  isByteLevel: boolean,
): WordModel | undefined {
  const { end_of_word_suffix, continuing_subword_prefix, continuing_subword_suffix } = json;
  if (end_of_word_suffix || continuing_subword_prefix || continuing_subword_suffix)
    return undefined;
  const vocabulary = new Map(Object.entries(json.vocab));
  const merges = createMergeTable(json.merges, vocabulary);
  return merges && new BytePairModel(json, { vocabulary, merges, isByteLevel });
}

interface Parts {
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly merges: MergeTable;
  readonly isByteLevel: boolean;
}

const cacheBytes = 4 * 2 ** 20;
const longestCachedWord = 64;
/** A symbol that the vocabulary lacks. */
const unknown = -1;
const encoder = new TextEncoder();

/** Gives the tokens that the library's model gives, but for one word of 100,000 characters many times as fast. */
class BytePairModel implements WordModel {
  readonly #json: BytePairJson;
  readonly #parts: Parts;
  readonly #byteIds: readonly number[];
  readonly #unknownId: number | undefined;
  readonly #cache = new EncodingCache(cacheBytes);

  constructor(json: BytePairJson, parts: Parts) {
    const { vocabulary } = parts;
    this.#json = json;
    this.#parts = parts;
    this.#byteIds = byteCharacters.map((character) => vocabulary.get(character) ?? unknown);
    this.#unknownId = vocabulary.get(json.unk_token ?? '');
  }

  append(words: readonly string[], tokens: number[]): void {
    const start = tokens.length;
    for (const word of words) {
      for (const id of this.#cache.get(word) ?? this.#encode(word)) tokens.push(id);
    }
    if (this.#json.fuse_unk && this.#unknownId !== undefined)
      fuseTokens(tokens, start, this.#unknownId);
  }

  #encode(word: string): readonly number[] {
    const whole = this.#json.ignore_merges ? this.#whole(word) : undefined;
    const tokens = whole === undefined ? this.#merge(word) : [whole];
    if (word.length <= longestCachedWord) this.#cache.set(word, tokens);
    return tokens;
  }

  #whole(word: string): number | undefined {
    const { vocabulary, isByteLevel } = this.#parts;
    return vocabulary.get(isByteLevel ? toByteCharacters(word) : word);
  }

  #merge(word: string): readonly number[] {
    const symbols = this.#spell(word);
    mergeSymbols(symbols, this.#parts.merges);
    if (symbols.includes(unknown)) return this.#withFallback(word, symbols);
    const tokens: number[] = [];
    for (const symbol of symbols) if (!isGone(symbol)) tokens.push(symbol);
    return tokens;
  }

  /** Bytes or characters, as ids. */
  #spell(word: string): Int32Array {
    const { vocabulary, isByteLevel } = this.#parts;
    if (isByteLevel) {
      const bytes = encoder.encode(word);
      const symbols = new Int32Array(bytes.length);
      for (let at = 0; at < bytes.length; at++) symbols[at] = this.#byteIds[bytes[at]!]!;
      return symbols;
    }
    return Int32Array.from([...word], (character) => vocabulary.get(character) ?? unknown);
  }

  /** An unknown symbol never merges, so it still stands at its own place. */
  #withFallback(word: string, symbols: Int32Array): readonly number[] {
    const texts = [...(this.#parts.isByteLevel ? toByteCharacters(word) : word)];
    return [...symbols].flatMap((symbol, at) => {
      if (isGone(symbol)) return [];
      return symbol === unknown ? this.#fallback(texts[at]!) : [symbol];
    });
  }

  #fallback(text: string): readonly number[] {
    const { vocabulary } = this.#parts;
    const bytes = this.#json.byte_fallback
      ? [...encoder.encode(text)].map((byte) => vocabulary.get(byteToken(byte)))
      : [];
    if (bytes.length > 0 && bytes.every((id) => id !== undefined)) return bytes;
    return this.#unknownId === undefined ? [] : [this.#unknownId];
  }
}

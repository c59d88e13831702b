import type { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import { ModelLoadError } from '../../logits-model.ts';
import type { TokenizerJson } from '../tokenizer-json.ts';
import { toByteCharacters } from './byte-alphabet.ts';
import { byteToken } from './byte-token.ts';
import { EncodingCache } from './encoding-cache.ts';
import { fuseTokens } from './fuse-tokens.ts';
import type { WordModel } from './word-model.ts';

const cacheBytes = 4 * 2 ** 20;
const longestCachedWord = 64;
const encoder = new TextEncoder();

/** The library's own model, for Unigram and the rarer kinds, with the byte fallback that it lacks for them. */
export function createLibraryModel(
  library: LibraryTokenizer,
  json: TokenizerJson,
  isByteLevel: boolean,
): WordModel {
  const { model } = library;
  if (!model) throw new ModelLoadError('tokenizer.json has no model');
  const idOf = (token: string) => model.tokens_to_ids.get(token);
  const unknownId = model.unk_token_id;
  const cache = new EncodingCache(cacheBytes);

  function idsOf(piece: string): (number | undefined)[] {
    const id = idOf(piece);
    if (id !== undefined && id !== unknownId) return [id];
    const bytes = json.model.byte_fallback
      ? [...encoder.encode(piece)].map((byte) => idOf(byteToken(byte)))
      : [];
    return bytes.length > 0 && !bytes.includes(undefined) ? bytes : [unknownId];
  }

  function encodeWord(word: string): readonly number[] {
    const known = cache.get(word);
    if (known) return known;
    const pieces: string[] = model!.encode([isByteLevel ? toByteCharacters(word) : word]);
    const tokens = pieces.flatMap(idsOf).filter((id) => id !== undefined);
    if (word.length <= longestCachedWord) cache.set(word, tokens);
    return tokens;
  }

  return {
    append(words, tokens) {
      const start = tokens.length;
      for (const word of words) for (const id of encodeWord(word)) tokens.push(id);
      if (model.fuse_unk && unknownId !== undefined) fuseTokens(tokens, start, unknownId);
    },
  };
}

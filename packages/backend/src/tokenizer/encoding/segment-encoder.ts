import type { AddedTokens } from '../added-tokens.ts';
import type { SegmentEncoder } from '../prompt-encoder.ts';
import type { TokenizerJson } from '../tokenizer-json.ts';
import { EncodingCache } from './encoding-cache.ts';
import { createTextEncoder } from './text-encoder.ts';

const cacheBytes = 32 * 2 ** 20;

/**
 * Encodes the texts between control tokens, and remembers them: the next turn of a conversation has nearly all of them again.
 * `words` are added tokens that text may become.
 */
export function createSegmentEncoder(json: TokenizerJson, words: AddedTokens): SegmentEncoder {
  const encodeText = createTextEncoder(json);
  const starts = new EncodingCache(cacheBytes / 2);
  const middles = new EncodingCache(cacheBytes / 2);

  function encode(text: string, isStart: boolean): readonly number[] {
    const tokens: number[] = [];
    let end = 0;
    for (const { index, token } of words.find(text)) {
      if (index > end) encodeText(text.slice(end, index), isStart && end === 0, tokens);
      tokens.push(token.id);
      end = index + token.content.length;
    }
    if (end < text.length) encodeText(text.slice(end), isStart && end === 0, tokens);
    return tokens;
  }

  return (text, isStart) => {
    const cache = isStart ? starts : middles;
    const known = cache.get(text);
    if (known) return known;
    const tokens = encode(text, isStart);
    cache.set(text, tokens);
    return tokens;
  };
}

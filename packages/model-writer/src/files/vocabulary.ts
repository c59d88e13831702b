import { specialTokens } from './special-tokens.ts';

/** The part of a tokenizer that is learnt from text. */
export interface Vocabulary {
  /** The tokens before the special ones, by id, in the letters that stand for bytes. */
  readonly tokens: readonly string[];
  readonly merges: readonly (readonly [string, string])[];
}

/**
 * A byte-level vocabulary of a given size that was learnt from nothing: the bytes, then all pairs of small letters (with and
 * without a space before them), all triples and so on, until it is full.
 */
export function fillVocabulary(size: number): Vocabulary {
  const tokens = byteLetters();
  const count = size - specialTokens.length;
  if (count < tokens.length) {
    const least = tokens.length + specialTokens.length;
    throw new RangeError(`a vocabulary has at least ${least} tokens, not ${size}`);
  }
  const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
  const stems = [SPACE, ...letters];
  const merges: [string, string][] = [];
  for (let stem = 0; tokens.length < count; stem++) {
    for (const letter of letters.slice(0, count - tokens.length)) {
      const token = stems[stem]! + letter;
      merges.push([stems[stem]!, letter]);
      tokens.push(token);
      stems.push(token);
    }
  }
  return { tokens, merges };
}

/** The letter that stands for the byte of a space. */
const SPACE = 'Ġ';

/** GPT-2's `bytes_to_unicode`: printable bytes stand for themselves, the others for letters from 256 on. */
function byteLetters(): string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCodePoint(isPrintable(byte) ? byte : next++),
  );
}

function isPrintable(byte: number): boolean {
  return (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
}

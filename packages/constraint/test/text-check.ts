import type { Grammar, Matcher } from '../src/matcher.ts';
import { createVocabulary, type Vocabulary } from '../src/vocabulary.ts';

const encoder = new TextEncoder();

/** Words that cross the borders of lexemes, so that tests do not go byte by byte. */
const words = [
  '{"',
  '":',
  '": "',
  '"}',
  '", "',
  ' the',
  'foo',
  'bar',
  '<tool',
  '_call>',
  '</',
  'ab',
  '12',
  '2a',
  '\n\n',
];

export const specialNames = [
  '<|end|>',
  '<|system|>',
  '<|user|>',
  '<tool_call>',
  '[TOOL_CALLS]',
  '<|python_tag|>',
];

/** 256 bytes, some words, and as many special tokens as named; `<|end|>` ends the turn. */
export function smallVocabulary(specials: readonly string[] = ['<|end|>']): Vocabulary {
  const bytes = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));
  const texts = words.map((word) => encoder.encode(word));
  const first = bytes.length + texts.length;
  const specialTokens = new Map(specials.map((name, index) => [name, first + index]));
  return createVocabulary({
    tokens: [...bytes, ...texts, ...specials.map(() => undefined)],
    endOfTurnIds: [specialTokens.get('<|end|>')!],
    specialTokens,
  });
}

/**
 * Cuts a text into tokens: special tokens where their name stands between ‹ and ›, else the longest word
 * when `isGreedy`, else single bytes.
 */
export function tokensOf(text: string, vocabulary: Vocabulary, isGreedy = true): number[] {
  const tokens: number[] = [];
  for (const piece of text.split(/(‹[^›]*›)/)) {
    if (piece.startsWith('‹')) tokens.push(specialId(piece.slice(1, -1), vocabulary));
    else tokens.push(...plainTokens(encoder.encode(piece), isGreedy));
  }
  return tokens;
}

function specialId(name: string, { specialTokens }: Vocabulary): number {
  const id = specialTokens.get(name) ?? Number(name);
  if (!Number.isInteger(id)) throw new Error(`no token ${name}`);
  return id;
}

function plainTokens(bytes: Uint8Array, isGreedy: boolean): number[] {
  const tokens: number[] = [];
  for (let start = 0; start < bytes.length; ) {
    const word = isGreedy ? longestWord(bytes, start) : -1;
    tokens.push(word < 0 ? bytes[start]! : 256 + word);
    start += word < 0 ? 1 : encoder.encode(words[word]!).length;
  }
  return tokens;
}

function longestWord(bytes: Uint8Array, start: number): number {
  let best = -1;
  for (const [index, word] of words.entries()) {
    const text = encoder.encode(word);
    const isHere = text.every((byte, offset) => bytes[start + offset] === byte);
    if (isHere && (best < 0 || word.length > words[best]!.length)) best = index;
  }
  return best;
}

/** Where a text stands with a grammar: whole, a beginning of one, or nothing; in words and in bytes alike. */
export function judge(grammar: Grammar, vocabulary: Vocabulary, text: string): string {
  const verdicts = [true, false].map((isGreedy) => {
    const matcher = grammar.matcher();
    return feed(matcher, tokensOf(text, vocabulary, isGreedy), vocabulary);
  });
  return verdicts[0] === verdicts[1]
    ? verdicts[0]!
    : `by words ${verdicts[0]}, by bytes ${verdicts[1]}`;
}

function feed(matcher: Matcher, tokens: readonly number[], vocabulary: Vocabulary): string {
  const mask = new Uint32Array(vocabulary.words);
  for (const token of tokens) {
    const isMasked = matcher.fillMask(mask);
    const isAllowed = !isMasked || ((mask[token >>> 5]! >>> (token & 31)) & 1) === 1;
    if (isAllowed !== matcher.allows(token)) return `mask and allows differ at ${token}`;
    if (matcher.consume(token) !== isAllowed) return `mask and consume differ at ${token}`;
    if (!isAllowed) return 'no';
  }
  return matcher.isAccepting ? 'yes' : 'begun';
}

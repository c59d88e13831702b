import { byteCharacters, toByteCharacters } from '../../../src/tokenizer/encoding/byte-alphabet.ts';
import { byteToken } from '../../../src/tokenizer/encoding/byte-token.ts';
import type { TokenizerJson } from '../../../src/tokenizer/tokenizer-json.ts';

const sample = `Der Hund läuft, the dogs run; 3 x 14 = 42!\n\n\tif (a < b) { return "naïve café"; }  漢字とかな 👩‍👩‍👧 \r\n ab abab ababab`;

/** A text of words, white space and other characters of many scripts. */
export function randomText(random: () => number, length: number): string {
  const characters = [...sample];
  let text = '';
  while (text.length < length) {
    const start = Math.floor(random() * characters.length);
    text += characters.slice(start, start + 1 + Math.floor(random() * 6)).join('');
  }
  return text;
}

/** Like Qwen's: text in the byte alphabet, words cut by a regular expression. */
export function byteLevelVocabulary(random: () => number): TokenizerJson {
  const words = sample.split(/(?=\s)/).map(toByteCharacters);
  const { vocab, merges } = grow(random, [...byteCharacters], words);
  return {
    model: { type: 'BPE', vocab, merges, unk_token: null, byte_fallback: false, fuse_unk: false },
    added_tokens: [],
    normalizer: { type: 'NFC' },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        {
          type: 'Split',
          pattern: {
            Regex:
              "(?i:'s|'t)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
          },
          behavior: 'Isolated',
          invert: false,
        },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
      ],
    },
    post_processor: null,
    decoder: { type: 'ByteLevel' },
  };
}

/** Like GPT-2's: the byte alphabet brings its own regular expression. */
export function gpt2Vocabulary(random: () => number): TokenizerJson {
  const json = byteLevelVocabulary(random);
  return {
    ...json,
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: true, use_regex: true },
  };
}

/** Like Llama 2's: SentencePiece's BPE, a space put before the text, and bytes for what no token covers. */
export function llamaVocabulary(random: () => number): TokenizerJson {
  const symbols = [...new Set(sample.replaceAll(' ', '▁'))].filter(
    (symbol) => symbol < '~' || symbol === '▁',
  );
  const bytes = Array.from({ length: 256 }, (_, byte) => byteToken(byte));
  const { vocab, merges } = grow(
    random,
    ['<unk>', '<s>', '</s>', ...bytes, ...symbols],
    [sample.replaceAll(' ', '▁')],
  );
  return {
    model: { type: 'BPE', vocab, merges, unk_token: '<unk>', byte_fallback: true, fuse_unk: true },
    added_tokens: ['<unk>', '<s>', '</s>'].map((content, id) => ({ id, content, special: true })),
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'Prepend', prepend: '▁' },
        { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
      ],
    },
    pre_tokenizer: null,
    post_processor: null,
    decoder: {
      type: 'Sequence',
      decoders: [
        { type: 'Replace', pattern: { String: '▁' }, content: ' ' },
        { type: 'ByteFallback' },
        { type: 'Fuse' },
        { type: 'Strip', content: ' ', start: 1, stop: 0 },
      ],
    },
  };
}

/** SentencePiece's Unigram, with a space before the first text only. */
export function unigramVocabulary(random: () => number): TokenizerJson {
  const pieces = new Set(['▁', ...sample.replaceAll(' ', '▁')].filter((symbol) => symbol !== '👧'));
  const text = [...sample.replaceAll(' ', '▁')];
  while (pieces.size < 160) {
    const start = Math.floor(random() * text.length);
    pieces.add(text.slice(start, start + 2 + Math.floor(random() * 4)).join(''));
  }
  const vocab: [string, number][] = [['<unk>', 0]];
  for (const piece of pieces) vocab.push([piece, -2 - 10 * random()]);
  return {
    model: { type: 'Unigram', unk_id: 0, vocab, byte_fallback: false },
    added_tokens: [{ id: 0, content: '<unk>', special: true }],
    normalizer: null,
    pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'first', split: false },
    post_processor: null,
    decoder: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'first', split: false },
  };
}

/** Adds merges of neighbours that occur in the words, in random order, as training would. */
function grow(random: () => number, alphabet: readonly string[], words: readonly string[]) {
  const vocab = new Map(alphabet.map((token, id) => [token, id]));
  const merges: [string, string][] = [];
  let split = words.map((word) => [...word]);
  for (let count = 0; count < 120; count++) {
    const pairs = split.flatMap((word) =>
      word.slice(1).map((right, at) => [word[at]!, right] as const),
    );
    const known = pairs.filter((pair) => pair.every((token) => vocab.has(token)));
    const pair = known[Math.floor(random() * known.length)];
    if (!pair) break;
    const [left, right] = pair;
    if (!vocab.has(left + right)) vocab.set(left + right, vocab.size);
    merges.push([left, right]);
    split = split.map((word) => joinPairs(word, left, right));
  }
  return { vocab: Object.fromEntries(vocab), merges };
}

function joinPairs(word: readonly string[], left: string, right: string): string[] {
  const joined: string[] = [];
  for (const token of word) {
    if (token === right && joined.at(-1) === left) joined[joined.length - 1] = left + right;
    else joined.push(token);
  }
  return joined;
}

import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import { describe, expect, test } from 'vitest';
import { createTokenizer, type TokenizerJson } from '../../../src/tokenizer/tokenizer-json.ts';
import { seededRandom } from '../../seeded-random.ts';
import {
  byteLevelVocabulary,
  gpt2Vocabulary,
  llamaVocabulary,
  randomText,
  unigramVocabulary,
} from './small-vocabularies.ts';

const config = { chat_template: '{{ messages[0].content }}' };

const vocabularies: Record<string, (random: () => number) => TokenizerJson> = {
  'byte-level BPE': byteLevelVocabulary,
  'BPE with the words of GPT-2': gpt2Vocabulary,
  'SentencePiece BPE with byte fallback': llamaVocabulary,
  'SentencePiece BPE without byte fallback': (random) => {
    const json = llamaVocabulary(random);
    return { ...json, model: { ...json.model, byte_fallback: false } };
  },
  'BPE that takes whole words first': (random) => {
    const json = byteLevelVocabulary(random);
    return { ...json, model: { ...json.model, ignore_merges: true } };
  },
  Unigram: unigramVocabulary,
  'Unigram of pieces within words': (random) => withinWords(unigramVocabulary(random)),
};

/** Cuts text at spaces, as the library does not; without pieces that span words it comes to the same. */
function withinWords(json: TokenizerJson): TokenizerJson {
  const vocab = (json.model.vocab as [string, number][]).filter(
    ([piece]) => !piece.includes('▁', 1),
  );
  const metaspace = { type: 'Metaspace', replacement: '▁', prepend_scheme: 'first' };
  return { ...json, model: { ...json.model, vocab }, pre_tokenizer: metaspace };
}

function open(json: TokenizerJson) {
  const library = new LibraryTokenizer({ ...json, added_tokens: [] }, {});
  const libraryIds = (text: string): number[] =>
    text === '' ? [] : library.encode(text, { add_special_tokens: false }).ids;
  return { tokenizer: createTokenizer(json, config), library, libraryIds };
}

describe.each(Object.entries(vocabularies))('%s', (_, vocabulary) => {
  test('encodes any text into the tokens that the library gives', () => {
    for (let seed = 0; seed < 12; seed++) {
      const random = seededRandom(seed);
      const { tokenizer, libraryIds } = open(vocabulary(random));
      for (const length of [0, 1, 2, 3, 10, 50, 400]) {
        const text = randomText(random, length);
        expect(tokenizer.encode(text)).toEqual(libraryIds(text));
        expect(tokenizer.encode(text), 'once more').toEqual(libraryIds(text));
      }
    }
  });

  test('encodes a long word without spaces into the tokens that the library gives', () => {
    const random = seededRandom(7);
    const { tokenizer, libraryIds } = open(vocabulary(random));
    const word = randomText(random, 3000).replace(/\s/g, '') + 'ab'.repeat(500);
    expect(tokenizer.encode(word)).toEqual(libraryIds(word));
  });
});

const lossless = ['byte-level BPE', 'SentencePiece BPE with byte fallback', 'Unigram'];

test.each(lossless)(
  'the bytes of the tokens of %s are the text that the library decodes',
  (name) => {
    for (let seed = 0; seed < 12; seed++) {
      const random = seededRandom(100 + seed);
      const { tokenizer, library } = open(vocabularies[name]!(random));
      const text = randomText(random, 200).normalize('NFC').replaceAll('👧', '');
      const tokens = tokenizer.encode(text);
      const bytes = Buffer.concat(tokens.map((id) => tokenizer.bytes(id)!)).toString();
      const own = tokenizer.hasLeadingSpace ? bytes.replace(/^ /, '') : bytes;
      expect(own).toBe(library.decode(tokens, { clean_up_tokenization_spaces: false }));
      expect(own.trimStart()).toBe(text.trimStart());
    }
  },
);

test('a decoder that strips a space at the start tells of a leading space', () => {
  const random = seededRandom(1);
  const spaces = Object.values(vocabularies).map(
    (vocabulary) => open(vocabulary(random)).tokenizer.hasLeadingSpace,
  );
  expect(spaces).toEqual([false, false, true, true, false, true, true]);
});

test('a Unigram vocabulary with byte tokens has bytes for what no piece covers', () => {
  const json = unigramVocabulary(seededRandom(3));
  const vocab = json.model.vocab as [string, number][];
  const bytes = Array.from({ length: 256 }, (_, byte): [string, number] => [
    `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
    -20,
  ]);
  const tokenizer = createTokenizer(
    { ...json, model: { ...json.model, vocab: [...vocab, ...bytes], byte_fallback: true } },
    config,
  );
  const text = 'the 👧 runs ☃';
  const decoded = Buffer.concat(tokenizer.encode(text).map((id) => tokenizer.bytes(id)!));
  expect(decoded.toString()).toBe(` ${text}`);
});

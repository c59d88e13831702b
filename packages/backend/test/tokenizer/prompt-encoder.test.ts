import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import { expect, test } from 'vitest';
import { createTokenizer, type TokenizerJson } from '../../src/tokenizer/tokenizer-json.ts';
import { seededRandom } from '../seeded-random.ts';
import {
  byteLevelVocabulary,
  llamaVocabulary,
  randomText,
  unigramVocabulary,
} from './encoding/small-vocabularies.ts';

const template =
  "{{ '<s>' }}{% for m in messages %}{{ '[' + m.role + '] ' + m.content + ' </s> ' }}{% endfor %}";

/** Control tokens, one that swallows the space after it and one the space before, and a word that is no control token. */
function withAddedTokens(json: TokenizerJson): TokenizerJson {
  const plain = { special: true, normalized: false, lstrip: false, rstrip: false };
  const added_tokens = [
    ...(json.added_tokens ?? []).filter(({ content }) => content === '<unk>'),
    { ...plain, id: 5000, content: '<s>' },
    { ...plain, id: 5001, content: '</s>', lstrip: true },
    { ...plain, id: 5002, content: '[user]', rstrip: true },
    { ...plain, id: 5003, content: '[assistant]' },
    { ...plain, id: 5004, content: '\n\n', special: false },
  ];
  return { ...json, added_tokens };
}

test.each([
  ['byte-level BPE', byteLevelVocabulary],
  ['SentencePiece BPE', llamaVocabulary],
  ['Unigram', unigramVocabulary],
])('a prompt of %s has the tokens that the library gives for its text', (_, vocabulary) => {
  for (let seed = 0; seed < 8; seed++) {
    const random = seededRandom(seed);
    const json = withAddedTokens(vocabulary(random));
    const tokenizer = createTokenizer(json, { chat_template: template });
    const library = new LibraryTokenizer(json, {});
    const messages = (['user', 'assistant', 'user'] as const).map((role) => {
      return { role, content: randomText(random, 40) };
    });
    const text = `<s>${messages.map(({ role, content }) => `[${role}] ${content} </s> `).join('')}`;
    const { ids } = library.encode(text, { add_special_tokens: false });
    expect(tokenizer.render({ messages }).tokens).toEqual(ids);
  }
});

test('white space that has a token of its own becomes it in any text', () => {
  const json = withAddedTokens(byteLevelVocabulary(seededRandom(1)));
  const tokenizer = createTokenizer(json, { chat_template: template });
  expect(tokenizer.encode('a\n\nb')).toContain(5004);
  expect(tokenizer.specialTokens.has('\n\n')).toBe(false);
});

import { expect, test } from 'vitest';
import { compileGrammar, createVocabulary, detectAlphabet, tokenBytes } from '../src/index.ts';

const decoder = new TextDecoder();

test.each([
  ['byte-level', ['!', 'Ġthe', 'ing'], 'Ġthe', ' the'],
  ['byte-level', ['Ġa', 'Ã©'], 'Ã©', 'é'],
  ['sentencepiece', ['▁the', 'ing', '<0x0A>'], '▁the', ' the'],
  ['sentencepiece', ['▁the', 'ing', '<0x0A>'], '<0x0A>', '\n'],
  ['wordpiece', ['the', '##ing', '##'], '##ing', 'ing'],
  ['wordpiece', ['the', '##ing', '##'], 'the', ' the'],
] as const)(
  'a %s vocabulary is told by its marks, and %j has %j as %j',
  (alphabet, tokens, token, text) => {
    expect(detectAlphabet(tokens)).toBe(alphabet);
    expect(decoder.decode(tokenBytes(alphabet)(token))).toBe(text);
  },
);

test('half a code point in a byte token is allowed where the whole one is, and nowhere else', () => {
  const names = ['<0xC3>', '<0xA9>', '<0xA8>', '▁a', '</s>'];
  const bytes = tokenBytes('sentencepiece');
  const tokens = names.map((name) => (name === '</s>' ? undefined : bytes(name)));
  const vocabulary = createVocabulary({ tokens, endOfTurnIds: [4] });
  const matcher = compileGrammar({ type: 'regex', value: ' aé+' }, vocabulary).matcher();
  const allowed = () => names.filter((_, token) => matcher.allows(token));
  expect(allowed()).toEqual(['▁a']);
  matcher.consume(3);
  expect(allowed()).toEqual(['<0xC3>']);
  matcher.consume(0);
  expect(allowed()).toEqual(['<0xA9>']);
  expect(matcher.isAccepting).toBe(false);
  matcher.consume(1);
  expect(allowed()).toEqual(['<0xC3>', '</s>']);
  expect(matcher.isAccepting).toBe(true);
});

test('a word-piece vocabulary writes a sentence of a grammar with a space before each word', () => {
  const names = ['play', '##ing', '##ed', 'chess', '[SEP]'];
  const bytes = tokenBytes('wordpiece');
  const tokens = names.map((name) => (name === '[SEP]' ? undefined : bytes(name)));
  const vocabulary = createVocabulary({ tokens, endOfTurnIds: [4] });
  const matcher = compileGrammar(
    { type: 'regex', value: ' play(ing|ed) chess' },
    vocabulary,
  ).matcher();
  const written = [0, 1, 3].map((token) => matcher.consume(token));
  expect(written).toEqual([true, true, true]);
  expect(matcher.stopReason).toBe('complete');
});

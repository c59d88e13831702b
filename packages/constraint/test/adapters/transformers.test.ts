import { expect, test } from 'vitest';
import { grammarProcessor, tokenizerVocabulary } from '../../src/adapters/transformers.ts';
import { compileGrammar } from '../../src/compile.ts';

const words = ['</s>', '\u2581', '{', '}', '"', 'a', ':', '1', '"a', '":', '<0x0A>', '<pad>'];
const tokenizer = {
  get_vocab: () => new Map(words.map((word, id) => [word, id])),
  encode: (text: string) => [...text].map((character) => words.indexOf(character)),
  all_special_ids: [0, 11],
  eos_token_id: 0,
};
const vocabulary = tokenizerVocabulary(tokenizer);
const schema = {
  type: 'object',
  properties: { a: { const: 1 } },
  required: ['a'],
  additionalProperties: false,
};
const grammar = compileGrammar({ type: 'json_schema', value: schema }, vocabulary, {
  jsonSchema: { whitespace: { kind: 'compact' } },
});

function allowed(processor: ReturnType<typeof grammarProcessor>, rows: number[][]): string[][] {
  const data = new Float32Array(rows.length * words.length);
  const inputs = rows.map((row) => row.map(BigInt));
  processor(inputs, { data, dims: [rows.length, words.length] });
  return rows.map((_, row) => words.filter((_, id) => data[row * words.length + id]! > -Infinity));
}

test('every row of a batch is kept within the grammar from the end of its prompt', () => {
  const processor = grammarProcessor(grammar);
  expect(allowed(processor, [[5], [6]])).toEqual([['{'], ['{']]);
  expect(
    allowed(processor, [
      [5, 2],
      [6, 2],
    ]),
  ).toEqual([
    ['"', '"a'],
    ['"', '"a'],
  ]);
  expect(
    allowed(processor, [
      [5, 2, 8],
      [6, 2, 4],
    ]),
  ).toEqual([['"', '":'], ['a']]);
});

test('a row that becomes another beam is followed from where the two part', () => {
  const processor = grammarProcessor(grammar);
  allowed(processor, [[5]]);
  allowed(processor, [[5, 2]]);
  allowed(processor, [[5, 2, 4]]);
  expect(allowed(processor, [[5, 2, 8, 9]])).toEqual([['1']]);
});

test('a complete row may only end, and padding behind its end changes nothing', () => {
  const processor = grammarProcessor(grammar);
  allowed(processor, [[5]]);
  expect(allowed(processor, [[5, 2, 8, 9, 7, 3]])).toEqual([['</s>']]);
  expect(allowed(processor, [[5, 2, 8, 9, 7, 3, 0, 11]])).toEqual([[]]);
});

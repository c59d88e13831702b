import { expect, test } from 'vitest';
import { type ModelShape, shapes, writeModel } from '../../src/index.ts';
import { loadTokenizer, temporaryFolder } from '../written-model.ts';

test.for([512, 2048, 32_768])(
  'a vocabulary of %i tokens has every id and round-trips text',
  async (size) => {
    const tokenizer = await writeTokenizer({ ...shapes.tiny, vocabularySize: size });
    const text = 'The quick brown fox, über 12 Zäune!\n  日本語 \u0000';
    const ids = tokenizer.encode(text, { add_special_tokens: false });
    expect(tokenizer.decode(ids, { clean_up_tokenization_spaces: false })).toBe(text);
    expect(tokenizer.encode('<|im_end|>')).toEqual([size - 7]);
    expect(tokenizer.encode('</think>')).toEqual([size - 1]);
    expect(tokenizer.get_vocab().size).toBe(size);
  },
);

test('words of small letters are merged, the more so the larger the vocabulary', async () => {
  const small = await writeTokenizer(shapes.tiny);
  const large = await writeTokenizer(shapes['33M']);
  const text = 'one word after another';
  const counts = [small, large].map((tokenizer) => tokenizer.encode(text).length);
  expect(counts[0]).toBeLessThan(text.length);
  expect(counts[1]).toBeLessThan(counts[0]!);
});

test('a vocabulary that cannot hold the bytes is refused', async () => {
  const writing = writeTokenizer({ ...shapes.tiny, vocabularySize: 256 });
  await expect(writing).rejects.toThrow('a vocabulary has at least 265 tokens, not 256');
});

test('the chat template writes tools, calls and their results', async () => {
  const tokenizer = await writeTokenizer(shapes.tiny);
  const call = { type: 'function', function: { name: 'add', arguments: { a: 1 } } };
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: '1+1?' },
    { role: 'assistant', content: '', tool_calls: [call] },
    { role: 'tool', content: '2' },
  ];
  const text = tokenizer.apply_chat_template(messages, {
    tools: [{ type: 'function', function: { name: 'add' } }],
    tokenize: false,
    add_generation_prompt: true,
  });
  expect(text).toContain('<|im_start|>system\nBe brief.\n\n# Tools');
  expect(text).toContain('<tool_call>\n{"name": "add", "arguments": {"a": 1}}\n</tool_call>');
  expect(text).toContain('<tool_response>\n2\n</tool_response>');
  expect(text).toMatch(/<\|im_start\|>assistant\n$/);
});

async function writeTokenizer(shape: ModelShape) {
  const folder = await temporaryFolder();
  // One layer: only the tokenizer is of interest.
  await writeModel(folder, { shape: { ...shape, layers: 1, hiddenSize: 16 } });
  return loadTokenizer(folder);
}

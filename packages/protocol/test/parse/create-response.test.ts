import { expect, test } from 'vitest';
import { parseCreateResponse } from '../../src/index.ts';
import { refusal } from '../refusal.ts';

const refusalOf = (body: unknown) => refusal(() => parseCreateResponse(body));

test('a string is one user message', () => {
  expect(parseCreateResponse({ input: 'Hello' }).input).toEqual([
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello' }] },
  ]);
});

test('a message may lack its type and have a string as content', () => {
  const { input } = parseCreateResponse({
    input: [
      { role: 'developer', content: 'Be brief.' },
      { role: 'assistant', content: 'Yes.' },
      { role: 'user', content: [{ type: 'input_text', text: 'Hi' }], id: null },
    ],
  });
  expect(input).toEqual([
    { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'Be brief.' }] },
    {
      type: 'message',
      role: 'assistant',
      content: [{ type: 'output_text', text: 'Yes.', annotations: [] }],
    },
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
  ]);
});

test('null is absent, and a key that nobody knows is left out', () => {
  const body = { input: 'x', temperature: null, stream: null, client_metadata: { a: 1 } };
  expect(Object.keys(parseCreateResponse(body))).toEqual(['input']);
});

test.each([
  ['a body that is no object', [], '', 'the body must be a JSON object'],
  [
    'a wrong type',
    { input: 'x', temperature: 'hot' },
    'temperature',
    'temperature must be of type number, got "hot"',
  ],
  [
    'a fraction of a token',
    { input: 'x', max_output_tokens: 1.5 },
    'max_output_tokens',
    'max_output_tokens must be of type integer, got 1.5',
  ],
  [
    'an unknown role',
    { input: [{ role: 'usr', content: 'x' }] },
    'input[0].role',
    'input[0].role must be "user" or "system" or "developer" or "assistant", got "usr"',
  ],
  ['an unknown item', { input: ['x', {}] }, 'input[0]', 'input[0] must be an object, got "x"'],
  [
    'a message without content',
    { input: [{ role: 'user' }] },
    'input[0].content',
    'input[0].content is required',
  ],
  [
    'a part without text',
    { input: [{ role: 'user', content: [{ type: 'input_text' }] }] },
    'input[0].content[0].text',
    'input[0].content[0].text is required',
  ],
  [
    'a part of another type',
    { input: [{ role: 'user', content: [{ type: 'output_text', text: '' }] }] },
    'input[0].content[0].type',
    'input[0].content[0].type must be "input_text" or "input_image" or "input_file" or "input_video" or "input_audio", ' +
      'got "output_text"',
  ],
  [
    'an unknown thing to include',
    { include: ['everything'] },
    'include[0]',
    'include[0] must be "code_interpreter_call.outputs" or "computer_call_output.output.image_url" or ' +
      '"file_search_call.results" or "message.input_image.image_url" or "message.output_text.logprobs" or ' +
      '"reasoning.encrypted_content" or "web_search_call.action.sources" or "web_search_call.results", got "everything"',
  ],
  [
    'a value that is long',
    { stream: 'x'.repeat(1000) },
    'stream',
    `stream must be of type boolean, got "${'x'.repeat(59)}…`,
  ],
])('%s is refused by name', (_, body, param, message) => {
  expect(refusalOf(body)).toMatchObject({ param, message });
});

test('metadata has at most 16 pairs, keys of 64 and values of 512 characters', () => {
  const metadata = Object.fromEntries(
    Array.from({ length: 17 }, (_, index) => [`key${index}`, 'value']),
  );
  expect(refusalOf({ metadata }).param).toBe('metadata');
  expect(refusalOf({ metadata: { key: 'v'.repeat(513) } }).param).toBe('metadata.key');
  expect(refusalOf({ metadata: { ['k'.repeat(65)]: 'value' } }).message).toContain('metadata');
  expect(refusalOf({ metadata: { key: 1 } }).param).toBe('metadata.key');
  expect(
    parseCreateResponse({ metadata: { ['k'.repeat(64)]: 'v'.repeat(512) } }).metadata,
  ).toBeDefined();
});

test('a conversation is named by its id or by an object that holds it', () => {
  expect(parseCreateResponse({ conversation: 'conv_1' }).conversation).toEqual({ id: 'conv_1' });
  expect(parseCreateResponse({ conversation: { id: 'conv_1', x: 1 } }).conversation).toEqual({
    id: 'conv_1',
  });
  const both = { conversation: 'conv_1', previous_response_id: 'resp_1' };
  expect(refusalOf(both)).toMatchObject({ param: 'conversation' });
});

test('settings within a field may be null too', () => {
  const parsed = parseCreateResponse({
    text: { format: null, verbosity: null },
    reasoning: { effort: null, summary: 'auto' },
    stream_options: { include_obfuscation: null, another: 1 },
  });
  expect(parsed).toMatchObject({ text: {}, reasoning: { summary: 'auto' } });
  expect(parsed.format).toBeUndefined();
});

test('a summary of the reasoning is asked for by either name, but not by both in two ways', () => {
  const summary = (reasoning: object) => parseCreateResponse({ reasoning }).reasoning;
  expect(summary({ generate_summary: 'concise' })).toEqual({ summary: 'concise' });
  expect(refusalOf({ reasoning: { generate_summary: 'concise', summary: 'auto' } }).param).toBe(
    'reasoning.generate_summary',
  );
});

test('a key that every object has is no field', () => {
  expect(parseCreateResponse(JSON.parse('{"constructor": 1, "__proto__": {"input": 1}}'))).toEqual(
    {},
  );
});

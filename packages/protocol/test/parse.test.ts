import { expect, test } from 'vitest';
import { InvalidRequestError, parseCreateResponse } from '../src/index.ts';

function refusal(body: unknown): InvalidRequestError {
  try {
    parseCreateResponse(body);
  } catch (fault) {
    if (fault instanceof InvalidRequestError) return fault;
    throw fault;
  }
  throw new Error('the body was accepted');
}

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
    'input[0].role must be "user" or "system" or "developer", got "usr"',
  ],
  ['an unknown item', { input: ['x', {}] }, 'input[0]', 'input[0] must be an object'],
  [
    'an item of another type',
    { input: [{ type: 'computer_call' }] },
    'input[0].type',
    'input[0].type must be "message" or "function_call" or "function_call_output" or "reasoning", got "computer_call"',
  ],
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
    { input: [{ role: 'user', content: [{ type: 'input_image', text: '' }] }] },
    'input[0].content[0].type',
    'input[0].content[0].type must be "input_text", got "input_image"',
  ],
])('%s is refused by name', (_, body, param, message) => {
  expect(refusal(body)).toMatchObject({ param, message });
});

test('metadata has at most 16 pairs, keys of 64 and values of 512 characters', () => {
  const metadata = Object.fromEntries(
    Array.from({ length: 17 }, (_, index) => [`key${index}`, 'value']),
  );
  expect(refusal({ metadata }).param).toBe('metadata');
  expect(refusal({ metadata: { key: 'v'.repeat(513) } }).param).toBe('metadata.key');
  expect(refusal({ metadata: { ['k'.repeat(65)]: 'value' } }).message).toContain('metadata');
  expect(refusal({ metadata: { key: 1 } }).param).toBe('metadata.key');
  expect(
    parseCreateResponse({ metadata: { ['k'.repeat(64)]: 'v'.repeat(512) } }).metadata,
  ).toBeDefined();
});

import { expect, test } from 'vitest';
import { parseCompactResponse, parseCountInputTokens } from '../../src/index.ts';
import { refusal } from '../refusal.ts';

const input = [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }];

test('a request to compact names its model', () => {
  const body = { model: 'm', input: 'Hi', instructions: null, prompt_cache_key: 'k' };
  expect(parseCompactResponse(body)).toEqual({ model: 'm', input, prompt_cache_key: 'k' });
  expect(refusal(() => parseCompactResponse({ input: 'Hi' }))).toMatchObject({
    param: 'model',
    code: 'missing_required_parameter',
  });
});

test('a request to count is made regular like a request for a response', () => {
  const tool = { type: 'function', name: 'f' };
  const body = {
    input: 'Hi',
    tools: [{ type: 'function', function: { name: 'f' } }],
    text: { format: { type: 'json_object' } },
    conversation: 'conv_1',
    temperature: 1,
  };
  expect(parseCountInputTokens(body)).toEqual({
    input,
    tools: [tool],
    text: {},
    format: { type: 'json_object' },
    conversation: { id: 'conv_1' },
  });
  expect(refusal(() => parseCountInputTokens({ tools: [{}] })).param).toBe('tools[0].type');
});

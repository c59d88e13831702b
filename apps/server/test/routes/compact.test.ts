import type { CompactedResponse, ErrorBody, ResponseResource } from '@antiphon/protocol';
import { expect, test } from 'vitest';
import { startApp } from '../start.ts';
import { clientOf } from './client.ts';
import { expectContract } from './contract.ts';

const input = [
  { role: 'user', content: 'My name is Ada.' },
  { role: 'assistant', content: 'Hello Ada.' },
];

test('a compacted conversation is an input that another turn takes', async () => {
  const { json } = clientOf(startApp({ script: () => 'Ada was greeted.' }));
  const window = await json<CompactedResponse>('POST', '/v1/responses/compact', {
    model: 'scripted',
    input,
  });
  expectContract('CompactResource', window);
  expect(window).toMatchObject({ object: 'response.compaction' });
  expect(window.output.map(({ type }) => type)).toEqual(['message', 'compaction']);
  const next = await json<ResponseResource>('POST', '/v1/responses', {
    input: [...window.output, { role: 'user', content: 'Who am I?' }],
    tools: [],
  });
  expectContract('ResponseResource', next);
  expect(next.status).toBe('completed');
});

test('compact without a model is a 400 that names it', async () => {
  const { send } = clientOf(startApp());
  const reply = await send('POST', '/v1/responses/compact', { input });
  expect(reply.status).toBe(400);
  expect(((await reply.json()) as ErrorBody).error).toMatchObject({
    code: 'missing_required_parameter',
    param: 'model',
  });
});

test('what another server has sealed is a 400', async () => {
  const { send } = clientOf(startApp());
  const foreign = { type: 'compaction', encrypted_content: 'AAAA' };
  const reply = await send('POST', '/v1/responses', { input: [foreign, input[0]] });
  expect(reply.status).toBe(400);
  expect(((await reply.json()) as ErrorBody).error.param).toContain('input[0]');
});

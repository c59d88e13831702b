import type { ErrorBody, InputTokens, ResponseResource } from '@antiphon/protocol';
import { expect, test } from 'vitest';
import { startApp } from '../start.ts';
import { clientOf } from './client.ts';

test('the tokens that are counted are those that a response is billed for', async () => {
  const { json } = clientOf(startApp());
  const request = { input: 'How long is this?', instructions: 'Be brief.' };
  const counted = await json<InputTokens>('POST', '/v1/responses/input_tokens', request);
  const made = await json<ResponseResource>('POST', '/v1/responses', request);
  expect(counted).toEqual({
    object: 'response.input_tokens',
    input_tokens: made.usage!.input_tokens,
  });
});

test('a wrong field is a 400 that names it', async () => {
  const { send } = clientOf(startApp());
  const reply = await send('POST', '/v1/responses/input_tokens', { input: 7 });
  expect(reply.status).toBe(400);
  expect(((await reply.json()) as ErrorBody).error.param).toBe('input');
});

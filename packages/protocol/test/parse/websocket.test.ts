import { expect, test } from 'vitest';
import { parseWebSocketMessage, readStreamId } from '../../src/index.ts';
import { refusal } from '../refusal.ts';

const input = [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }];

test('a message is a request, and what only HTTP knows has no effect on it', () => {
  const message = {
    type: 'response.create',
    input: 'Hi',
    stream: true,
    stream_options: {},
    background: false,
    client_metadata: {},
  };
  expect(parseWebSocketMessage(message)).toEqual({
    type: 'response.create',
    request: { input },
    generate: true,
  });
});

test('a message may ask for a warm-up, and for a name on its events', () => {
  const message = { type: 'response.create', input: 'Hi', generate: false, stream_id: 'lane-1' };
  expect(parseWebSocketMessage(message)).toMatchObject({ generate: false, streamId: 'lane-1' });
});

test.each([
  [null, ''],
  [{ input: 'Hi' }, 'type'],
  [{ type: 'response.cancel' }, 'type'],
  [{ type: 'response.create', stream_id: 'a b' }, 'stream_id'],
  [{ type: 'response.create', generate: 'no' }, 'generate'],
  [{ type: 'response.create', input: 7 }, 'input'],
])('the message %j is refused by the name of the field', (message, param) => {
  expect(refusal(() => parseWebSocketMessage(message)).param).toBe(param);
});

test('the name of a lane is read from a message that is wrong otherwise', () => {
  expect(readStreamId({ type: 'nonsense', stream_id: 'lane-1' })).toBe('lane-1');
  expect(readStreamId({ stream_id: 'a b' })).toBeUndefined();
  expect(readStreamId('text')).toBeUndefined();
});

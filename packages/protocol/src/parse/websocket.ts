import { Type } from 'typebox';
import { createCheck } from '../check.ts';
import { isRecord, withoutNulls } from '../record.ts';
import type { WebSocketCreate } from '../websocket.ts';
import { requireBody } from './body.ts';
import { parseCreateResponse } from './create-response.ts';
import { notOneOf } from './one-of.ts';

const StreamId = Type.String({ pattern: '^[A-Za-z0-9_.-]{1,256}$' });
const checkTurn = createCheck(
  Type.Object({ generate: Type.Optional(Type.Boolean()), stream_id: Type.Optional(StreamId) }),
);

/**
 * Parses a message of a client on the WebSocket, after JSON.parse. What only HTTP knows (`stream`, `stream_options`,
 * `background`) has no effect: some clients send it all the same. Throws `InvalidRequestError`.
 */
export function parseWebSocketMessage(message: unknown): WebSocketCreate {
  const { type, stream, stream_options, background, ...rest } = requireBody(message);
  if (type !== 'response.create') throw notOneOf('type', ['response.create'], type);
  const { generate, stream_id, ...body } = rest;
  const turn = checkTurn(withoutNulls({ generate, stream_id }), '');
  return {
    type,
    request: parseCreateResponse(body),
    generate: turn.generate ?? true,
    ...(turn.stream_id !== undefined && { streamId: turn.stream_id }),
  };
}

/** The `stream_id` of a message that need not be valid otherwise, so that the answer to it can be told apart. */
export function readStreamId(message: unknown): string | undefined {
  const given = isRecord(message) ? message.stream_id : undefined;
  return typeof given === 'string' && /^[A-Za-z0-9_.-]{1,256}$/.test(given) ? given : undefined;
}

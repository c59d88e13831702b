import { type TSchema, Type } from 'typebox';
import { CreateResponseBody } from './create-response.ts';

/** What a client sends on the WebSocket: the body of a request beside these three. */
export const WebSocketCreateBody: TSchema = Type.Intersect([
  Type.Object({
    type: Type.Literal('response.create'),
    generate: Type.Optional(Type.Boolean()),
    stream_id: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_.-]{1,256}$' })),
  }),
  CreateResponseBody,
]);

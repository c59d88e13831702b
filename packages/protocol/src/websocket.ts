import { type Static, Type } from 'typebox';
import type { CreateResponse } from './request.ts';

/** What a client sends on the WebSocket: a request for one response. */
export interface WebSocketCreate {
  readonly type: 'response.create';
  readonly request: CreateResponse;
  /** False for a warm-up: the input is read and kept, and nothing is said. */
  readonly generate: boolean;
  /** To be repeated on every event of this response. */
  readonly streamId?: string;
}

/** The frame that ends a turn which never began, or broke off. */
export const WebSocketError = Type.Object({
  type: Type.Literal('error'),
  /** As an HTTP answer would have it. */
  status: Type.Integer(),
  error: Type.Object({
    type: Type.String(),
    code: Type.String(),
    message: Type.String(),
    param: Type.String(),
  }),
  stream_id: Type.Optional(Type.String()),
});
export type WebSocketError = Static<typeof WebSocketError>;

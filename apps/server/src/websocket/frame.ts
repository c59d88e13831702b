import { type ResponseEvent, readStreamId, type WebSocketError } from '@antiphon/protocol';
import { errorReply } from '../error-reply.ts';

export function eventFrame(event: ResponseEvent, streamId: string | undefined): string {
  return JSON.stringify(streamId === undefined ? event : { ...event, stream_id: streamId });
}

/** Ends a turn that came to nothing. */
export function errorFrame(fault: unknown, streamId: string | undefined): string {
  const { status, body } = errorReply(fault);
  const frame: WebSocketError = {
    type: 'error',
    status,
    error: body.error,
    ...(streamId !== undefined && { stream_id: streamId }),
  };
  return JSON.stringify(frame);
}

/** The `stream_id` of a frame that may be faulty otherwise, so that its error is told to whom it concerns. */
export function streamIdOf(text: string): string | undefined {
  try {
    return readStreamId(JSON.parse(text));
  } catch {
    return undefined;
  }
}

import { type Static, Type } from 'typebox';
import { ResponseResource } from '../response.ts';
import { sequence } from './place.ts';

/** Carries the whole response as it stands. */
export const ResponseSnapshotEvent = Type.Object({
  type: Type.Enum([
    'response.created',
    'response.queued',
    'response.in_progress',
    'response.completed',
    'response.incomplete',
    'response.failed',
  ]),
  ...sequence,
  response: ResponseResource,
});
export type ResponseSnapshotEvent = Static<typeof ResponseSnapshotEvent>;

/** Whether nothing comes after this event. */
export function isTerminalEvent(event: { readonly type: string }): boolean {
  return (
    event.type === 'response.completed' ||
    event.type === 'response.incomplete' ||
    event.type === 'response.failed'
  );
}

import {
  isHostedCallEvent,
  type ResponseEvent,
  type ResponseSnapshotEvent,
} from '@antiphon/protocol';
import type { ResponseKey } from '../response-store.ts';
import { find, findLocked, insert, type Operation, query, type Row } from './operation.ts';
import { readEvent, resourceText } from './stored-json.ts';

/** A part of a log. */
export interface LogPage {
  readonly events: readonly ResponseEvent[];
  /** Nothing comes after these. */
  readonly isLast: boolean;
}

export function* appendEvents(
  key: ResponseKey,
  events: readonly ResponseEvent[],
  attempt: number,
): Operation<boolean> {
  if (!(yield* holdRunning(key, attempt))) return false;
  yield* addEvents(key, events);
  const snapshot = events.findLast(isSnapshot);
  if (snapshot) {
    yield* query('update response set resource = :resource where tenant = :tenant and id = :id', {
      ...nameOf(key),
      resource: resourceText(snapshot.response),
    });
  }
  return true;
}

function isSnapshot(event: ResponseEvent): event is ResponseSnapshotEvent {
  return !isHostedCallEvent(event) && 'response' in event;
}

/** False when there is no such response to write for. It is locked until the end of the operation. */
export function* holdRunning(key: ResponseKey, attempt: number): Operation<boolean> {
  const row = yield* findLocked(
    `select id from response where tenant = :tenant and id = :id
     and deleted = 0 and ended = 0 and attempt = :attempt`,
    { ...nameOf(key), attempt },
  );
  return row !== undefined;
}

export function addEvents(key: ResponseKey, events: readonly ResponseEvent[]): Operation<void> {
  const rows = events.map((event) => ({
    tenant: key.tenant,
    response: key.id,
    sequence: event.sequence_number,
    event: JSON.stringify(event),
  }));
  return insert('event', rows, { keepsOld: true });
}

export function* readLog(key: ResponseKey, after: number, limit: number): Operation<LogPage> {
  const rows = yield* query(
    `select response.ended, event.event from response
     left join event on event.tenant = response.tenant and event.response = response.id and event.sequence > :after
     where response.tenant = :tenant and response.id = :id and response.deleted = 0
     order by event.sequence limit :limit`,
    { ...nameOf(key), after, limit },
  );
  const events = rows.flatMap((row) => (row.event === null ? [] : [readEvent(row.event!)]));
  const [first] = rows;
  return { events, isLast: !first || (first.ended === 1 && events.length < limit) };
}

/** The number of the last event, -1 when there is none. */
export function* lastEventNumber(key: ResponseKey): Operation<number> {
  const row = yield* find(
    'select max(sequence) as last from event where tenant = :tenant and response = :id',
    nameOf(key),
  );
  return Number(row?.last ?? -1);
}

export function deleteEvents(key: ResponseKey): Operation<readonly Row[]> {
  return query('delete from event where tenant = :tenant and response = :id', nameOf(key));
}

/** A key without whatever else the caller's object holds: a statement takes the values that it names. */
export function nameOf({ tenant, id }: ResponseKey): { tenant: string; id: string } {
  return { tenant, id };
}

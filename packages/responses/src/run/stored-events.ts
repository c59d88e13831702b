import { isTerminalEvent, type ResponseEvent, type ResponseResource } from '@antiphon/protocol';
import type { ResponseKey, ResponseStore } from '@antiphon/store';

export interface StoredEventsOptions {
  readonly store: ResponseStore;
  readonly after: number;
  readonly signal: AbortSignal;
}

/**
 * The events of a stored response with a number above `after`, then those to come. Who has read more than the log holds, since the
 * server that told it died before it was stored, or since the log began anew, gets the terminal event all the same, with the number that comes next for him.
 */
export async function* storedEvents(
  key: ResponseKey,
  { store, after, signal }: StoredEventsOptions,
): AsyncGenerator<ResponseEvent> {
  let last = after;
  let isOver = false;
  for await (const event of store.events(key, after, signal)) {
    last = event.sequence_number;
    isOver = isTerminalEvent(event);
    yield event;
  }
  if (isOver || last < 0 || signal.aborted) return;
  const response = await store.get(key);
  const type = response && terminalType(response);
  if (!type) return;
  if (last === after && (await knowsTheEnd(key, response, { store, after, signal }))) return;
  yield { type, sequence_number: last + 1, response };
}

/** Whether the last event that was read is the terminal one. In the place of a failure he may have read another. */
async function knowsTheEnd(
  key: ResponseKey,
  { status }: ResponseResource,
  { store, after, signal }: StoredEventsOptions,
): Promise<boolean> {
  if (status === 'failed') return false;
  for await (const event of store.events(key, after - 1, signal)) return isTerminalEvent(event);
  return false;
}

/** `undefined` for one that is not over, and for a cancelled one, which ends without an event. */
function terminalType({ status }: ResponseResource) {
  switch (status) {
    case 'completed':
      return 'response.completed';
    case 'incomplete':
      return 'response.incomplete';
    case 'failed':
      return 'response.failed';
    case 'cancelled':
    case 'queued':
    case 'in_progress':
      return undefined;
  }
}

import { InvalidRequestError, type Item } from '@antiphon/protocol';
import type { ResponseStore } from '@antiphon/store';

/** On whose behalf a request is made. */
export interface Caller {
  readonly tenant: string;
}

/** The items before this turn. Throws `InvalidRequestError` when the previous response cannot be continued. */
export async function loadHistory(
  store: ResponseStore,
  caller: Caller,
  previousId: string | undefined,
): Promise<readonly Item[]> {
  if (previousId === undefined) return [];
  const key = { tenant: caller.tenant, id: previousId };
  const previous = await store.get(key);
  const items = await store.history(key);
  if (!previous || !items) {
    throw new InvalidRequestError(
      'previous_response_id',
      `previous_response_id: there is no response ${previousId}`,
      'previous_response_not_found',
    );
  }
  if (previous.status === 'in_progress') {
    throw new InvalidRequestError(
      'previous_response_id',
      `previous_response_id: ${previousId} is still in progress`,
    );
  }
  return items;
}

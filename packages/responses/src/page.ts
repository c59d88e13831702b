import {
  InvalidRequestError,
  type Item,
  type ItemList,
  type PageRequest,
} from '@antiphon/protocol';
import { type Page, UnknownCursorError } from '@antiphon/store';

/** A page as the API tells it. `undefined` when what it is of is not there. */
export async function pageOf(
  request: PageRequest,
  load: (request: PageRequest) => Promise<Page | undefined>,
): Promise<ItemList | undefined> {
  try {
    const page = await load(request);
    return page && itemList(page.items, page.hasMore);
  } catch (fault) {
    if (!(fault instanceof UnknownCursorError)) throw fault;
    throw new InvalidRequestError('after', `after: there is no item ${request.after} in this list`);
  }
}

export function itemList(items: readonly Item[], hasMore: boolean): ItemList {
  return {
    object: 'list',
    data: [...items],
    first_id: items[0]?.id ?? null,
    last_id: items.at(-1)?.id ?? null,
    has_more: hasMore,
  };
}

import type { Item, PageRequest } from '@antiphon/protocol';
import type { Page } from '../page.ts';
import type { ResponseKey } from '../response-store.ts';
import { UnknownCursorError } from '../store-error.ts';
import { nameOf } from './events.ts';
import { indexed } from './indexed.ts';
import { find, type Operation, query, type Row } from './operation.ts';
import { readItem } from './stored-json.ts';

/** Of a deleted response nothing is found, even where a later turn still has it in its history. */
export function* findItems(
  tenant: string,
  ids: readonly string[],
): Operation<readonly (Item | undefined)[]> {
  const rows = yield* query(
    `select wanted.value as id, coalesce(
       (select item.item from item join response on response.tenant = item.tenant and response.id = item.response
        where item.tenant = :tenant and item.id = wanted.value and response.deleted = 0 limit 1),
       (select conversation_item.item from conversation_item
        where conversation_item.tenant = :tenant and conversation_item.id = wanted.value limit 1)
     ) as item
     from json_each(cast(:ids as text)) as wanted`,
    { tenant, ids: JSON.stringify([...new Set(ids.map(indexed))]) },
  );
  const found = new Map(rows.map(({ id, item }) => [id, item ?? null]));
  return ids.map((id) => {
    const item = found.get(indexed(id)) ?? null;
    return item === null ? undefined : readItem(item);
  });
}

/** Items in a row. */
export interface ItemList {
  /** The rows: a table and the condition on them. */
  readonly rows: string;
  /** What the condition names. */
  readonly values: Row;
}

export function* inputPage(key: ResponseKey, page: PageRequest): Operation<Page | undefined> {
  const row = yield* find(
    'select id from response where tenant = :tenant and id = :id and deleted = 0',
    nameOf(key),
  );
  if (!row) return undefined;
  const rows = "item where tenant = :tenant and response = :id and direction = 'input'";
  return yield* itemPage({ rows, values: nameOf(key) }, page);
}

/** An id that is there twice stands for its last place, in the order of the page: a reader gets on in any case. */
export function* itemPage(list: ItemList, { limit, order, after }: PageRequest): Operation<Page> {
  const start = after === undefined ? undefined : yield* positionOf(list, order, after);
  const from = start === undefined ? '' : `and position ${order === 'asc' ? '>' : '<'} :start`;
  const rows = yield* query(
    `select item from ${list.rows} ${from} order by position ${order} limit :limit`,
    { ...list.values, ...(start !== undefined && { start }), limit: limit + 1 },
  );
  const items = rows.slice(0, limit).map(({ item }) => readItem(item!));
  return { items, hasMore: rows.length > limit };
}

function* positionOf(
  { rows, values }: ItemList,
  order: PageRequest['order'],
  id: string,
): Operation<number> {
  const last = order === 'asc' ? 'max' : 'min';
  const row = yield* find(`select ${last}(position) as position from ${rows} and id = :cursor`, {
    ...values,
    cursor: indexed(id),
  });
  if (row?.position == null) throw new UnknownCursorError(`there is no item ${id} in the list`);
  return Number(row.position);
}

import type { Conversation, Item, PageRequest } from '@antiphon/protocol';
import type {
  ConversationKey,
  NewConversation,
  NewConversationItems,
} from '../conversation-store.ts';
import type { Page } from '../page.ts';
import { nameOf } from './events.ts';
import { indexed } from './indexed.ts';
import { type ItemList, itemPage } from './items.ts';
import { find, type Insertion, insert, type Operation, query, type Row } from './operation.ts';
import { readItem } from './stored-json.ts';

export function* createConversation({
  tenant,
  conversation,
  items,
}: NewConversation): Operation<void> {
  const { id, created_at, metadata } = conversation;
  yield* insert('conversation', [{ tenant, id, created_at, metadata: JSON.stringify(metadata) }]);
  yield* addConversationItems(tenant, { id, items });
}

export function* findConversation(key: ConversationKey): Operation<Conversation | undefined> {
  const row = yield* find(
    'select id, created_at, metadata from conversation where tenant = :tenant and id = :id',
    nameOf(key),
  );
  return row && readConversation(row);
}

export function* updateConversation(
  key: ConversationKey,
  metadata: Conversation['metadata'],
): Operation<Conversation | undefined> {
  const row = yield* find(
    `update conversation set metadata = :metadata where tenant = :tenant and id = :id
     returning id, created_at, metadata`,
    { ...nameOf(key), metadata: JSON.stringify(metadata) },
  );
  return row && readConversation(row);
}

function readConversation(row: Row): Conversation {
  return {
    id: String(row.id),
    object: 'conversation',
    created_at: Number(row.created_at),
    metadata: JSON.parse(String(row.metadata)),
  };
}

export function* deleteConversation(key: ConversationKey): Operation<boolean> {
  const row = yield* find(
    'delete from conversation where tenant = :tenant and id = :id returning id',
    nameOf(key),
  );
  if (!row) return false;
  yield* query(
    'delete from conversation_item where tenant = :tenant and conversation = :id',
    nameOf(key),
  );
  return true;
}

/** A conversation counts the places that it has given, so that two who add at once get different ones and no place is given twice. */
export function* addConversationItems(
  tenant: string,
  { id, items }: NewConversationItems,
  options: Pick<Insertion, 'keepsOld'> = {},
): Operation<boolean> {
  const row = yield* find(
    `update conversation set places = places + :count where tenant = :tenant and id = :id
     returning places`,
    { tenant, id, count: items.length },
  );
  if (!row) return false;
  const first = Number(row.places) - items.length;
  const rows = items.map((item, index) => ({
    tenant,
    conversation: id,
    position: first + index,
    id: indexed(item.id),
    item: JSON.stringify(item),
  }));
  yield* insert('conversation_item', rows, options);
  return true;
}

export function* conversationHistory(key: ConversationKey): Operation<readonly Item[] | undefined> {
  const rows = yield* query(
    `select item.item from conversation
     left join conversation_item as item on item.tenant = conversation.tenant and item.conversation = conversation.id
     where conversation.tenant = :tenant and conversation.id = :id order by item.position`,
    nameOf(key),
  );
  if (rows.length === 0) return undefined;
  return rows.flatMap(({ item }) => (item === null ? [] : [readItem(item!)]));
}

export function* conversationPage(
  key: ConversationKey,
  page: PageRequest,
): Operation<Page | undefined> {
  const conversation = yield* findConversation(key);
  return conversation && (yield* itemPage(listOf(key), page));
}

export function* findConversationItem(
  key: ConversationKey,
  item: string,
): Operation<Item | undefined> {
  const { rows, values } = listOf(key);
  const row = yield* find(`select item from ${rows} and id = :item`, {
    ...values,
    item: indexed(item),
  });
  return row && readItem(row.item!);
}

export function* deleteConversationItem(key: ConversationKey, item: string): Operation<boolean> {
  const { rows, values } = listOf(key);
  const row = yield* find(`delete from ${rows} and id = :item returning id`, {
    ...values,
    item: indexed(item),
  });
  return row !== undefined;
}

function listOf(key: ConversationKey): ItemList {
  const rows = 'conversation_item where tenant = :tenant and conversation = :id';
  return { rows, values: nameOf(key) };
}

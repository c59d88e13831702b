import {
  type Conversation,
  type CreateConversation,
  type DeletedConversation,
  type InputItem,
  type Item,
  type ItemList,
  NotFoundError,
  type PageRequest,
} from '@antiphon/protocol';
import type { ConversationKey, ResponseStore } from '@antiphon/store';
import { createId } from './ids.ts';
import { keepInput } from './input/keep-input.ts';
import { itemList, pageOf } from './page.ts';
import { unixSeconds } from './resource.ts';
import type { Seal } from './seal.ts';

/** Conversations and their items. All methods throw `NotFoundError` for what is not there for this tenant. */
export interface ConversationService {
  create(tenant: string, request: CreateConversation): Promise<Conversation>;
  get(key: ConversationKey): Promise<Conversation>;
  /** Replaces the metadata. */
  update(key: ConversationKey, metadata: Conversation['metadata']): Promise<Conversation>;
  delete(key: ConversationKey): Promise<DeletedConversation>;
  /** Resolves to the items as they are kept. */
  addItems(key: ConversationKey, items: readonly InputItem[]): Promise<ItemList>;
  items(key: ConversationKey, page: PageRequest): Promise<ItemList>;
  item(key: ConversationKey, itemId: string): Promise<Item>;
  /** Resolves to the conversation. */
  deleteItem(key: ConversationKey, itemId: string): Promise<Conversation>;
}

export function createConversationService(store: ResponseStore, seal: Seal): ConversationService {
  const { conversations } = store;
  const keep = (tenant: string, items: readonly InputItem[]) =>
    keepInput(items, { seal, tenant, param: 'items', find: (ids) => store.items(tenant, ids) });
  const get = async (key: ConversationKey) => (await conversations.get(key)) ?? notFound(key);

  return {
    get,
    async create(tenant, { items, metadata }) {
      const conversation: Conversation = {
        id: createId('conv'),
        object: 'conversation',
        created_at: unixSeconds(),
        metadata,
      };
      await conversations.create({ tenant, conversation, items: await keep(tenant, items) });
      return conversation;
    },
    async update(key, metadata) {
      return (await conversations.update(key, metadata)) ?? notFound(key);
    },
    async delete(key) {
      if (!(await conversations.delete(key))) notFound(key);
      return { id: key.id, object: 'conversation.deleted', deleted: true };
    },
    async addItems(key, items) {
      const kept = await keep(key.tenant, items);
      if (!(await conversations.addItems(key, kept))) notFound(key);
      return itemList(kept, false);
    },
    async items(key, page) {
      return (await pageOf(page, (part) => conversations.items(key, part))) ?? notFound(key);
    },
    async item(key, itemId) {
      return (await conversations.item(key, itemId)) ?? itemNotFound(key, itemId);
    },
    async deleteItem(key, itemId) {
      if (!(await conversations.deleteItem(key, itemId))) itemNotFound(key, itemId);
      return get(key);
    },
  };
}

function notFound({ id }: ConversationKey): never {
  throw new NotFoundError(`Conversation with id '${id}' not found.`, 'conversation_not_found');
}

function itemNotFound({ id }: ConversationKey, itemId: string): never {
  throw new NotFoundError(
    `Item with id '${itemId}' not found in the conversation with id '${id}'.`,
    'item_not_found',
  );
}

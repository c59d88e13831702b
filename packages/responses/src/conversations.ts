import type {
  Conversation,
  CreateConversation,
  DeletedConversation,
  InputItem,
  Item,
  ItemList,
  PageRequest,
} from '@antiphon/protocol';
import type { ConversationKey } from '@antiphon/store';

/** Conversations and their items. All methods throw `NotFoundError` for what is not there for this tenant. */
export interface ConversationService {
  create(tenant: string, request: CreateConversation): Promise<Conversation>;
  get(key: ConversationKey): Promise<Conversation>;
  /** Replaces the metadata. */
  update(key: ConversationKey, metadata: Readonly<Record<string, string>>): Promise<Conversation>;
  delete(key: ConversationKey): Promise<DeletedConversation>;
  /** Resolves to the items as they are kept. */
  addItems(key: ConversationKey, items: readonly InputItem[]): Promise<ItemList>;
  items(key: ConversationKey, page: PageRequest): Promise<ItemList>;
  item(key: ConversationKey, itemId: string): Promise<Item>;
  /** Resolves to the conversation. */
  deleteItem(key: ConversationKey, itemId: string): Promise<Conversation>;
}

import type { Conversation, Item, PageRequest } from '@antiphon/protocol';
import type { ConversationKey, ConversationStore, NewConversation } from '../conversation-store.ts';
import type { Page } from '../page.ts';
import {
  addConversationItems,
  conversationHistory,
  conversationPage,
  createConversation,
  deleteConversation,
  deleteConversationItem,
  findConversation,
  findConversationItem,
  updateConversation,
} from './conversations.ts';
import type { Database } from './database.ts';

export class SqlConversationStore implements ConversationStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  create(conversation: NewConversation): Promise<void> {
    return this.#database.write(() => createConversation(conversation));
  }

  get(key: ConversationKey): Promise<Conversation | undefined> {
    return this.#database.read(() => findConversation(key));
  }

  update(
    key: ConversationKey,
    metadata: Conversation['metadata'],
  ): Promise<Conversation | undefined> {
    return this.#database.write(() => updateConversation(key, metadata));
  }

  delete(key: ConversationKey): Promise<boolean> {
    return this.#database.write(() => deleteConversation(key));
  }

  addItems({ tenant, id }: ConversationKey, items: readonly Item[]): Promise<boolean> {
    return this.#database.write(() => addConversationItems(tenant, { id, items }));
  }

  history(key: ConversationKey): Promise<readonly Item[] | undefined> {
    return this.#database.read(() => conversationHistory(key));
  }

  items(key: ConversationKey, page: PageRequest): Promise<Page | undefined> {
    return this.#database.read(() => conversationPage(key, page));
  }

  item(key: ConversationKey, item: string): Promise<Item | undefined> {
    return this.#database.read(() => findConversationItem(key, item));
  }

  deleteItem(key: ConversationKey, item: string): Promise<boolean> {
    return this.#database.write(() => deleteConversationItem(key, item));
  }
}

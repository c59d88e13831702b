import type { Conversation, Item, PageRequest } from '@antiphon/protocol';
import type { Page } from './page.ts';

/** A conversation belongs to a tenant; under another tenant its id means nothing. */
export interface ConversationKey {
  readonly tenant: string;
  readonly id: string;
}

export interface NewConversation {
  readonly tenant: string;
  readonly conversation: Conversation;
  readonly items: readonly Item[];
}

/** Items for the end of a conversation. */
export interface NewConversationItems {
  readonly id: string;
  readonly items: readonly Item[];
}

/** Conversations and their items in order. An unknown, a deleted and a foreign id are the same to every method. */
export interface ConversationStore {
  /** Rejects with `TakenIdError` when the id is taken or two items share one. */
  create(conversation: NewConversation): Promise<void>;
  get(key: ConversationKey): Promise<Conversation | undefined>;
  /** Replaces the metadata. */
  update(
    key: ConversationKey,
    metadata: Conversation['metadata'],
  ): Promise<Conversation | undefined>;
  /** Its items go with it; responses made in it keep theirs. False when there was nothing to delete. */
  delete(key: ConversationKey): Promise<boolean>;
  /** Adds them at the end, all or none. Rejects with `TakenIdError`; false when there is no such conversation. */
  addItems(key: ConversationKey, items: readonly Item[]): Promise<boolean>;
  /** All items, oldest first. */
  history(key: ConversationKey): Promise<readonly Item[] | undefined>;
  /** Rejects with `UnknownCursorError`. */
  items(key: ConversationKey, page: PageRequest): Promise<Page | undefined>;
  item(key: ConversationKey, item: string): Promise<Item | undefined>;
  /** False when there was nothing to delete. */
  deleteItem(key: ConversationKey, item: string): Promise<boolean>;
}

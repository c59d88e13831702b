import { type Static, Type } from 'typebox';
import type { InputItem } from './item/input-item.ts';
import { Metadata } from './metadata.ts';

/** A conversation: a list of items that responses read and add to. */
export const Conversation = Type.Object({
  id: Type.String(),
  object: Type.Literal('conversation'),
  created_at: Type.Integer(),
  metadata: Metadata,
});
export type Conversation = Static<typeof Conversation>;

/** What DELETE of a conversation answers. */
export const DeletedConversation = Type.Object({
  id: Type.String(),
  object: Type.Literal('conversation.deleted'),
  deleted: Type.Literal(true),
});
export type DeletedConversation = Static<typeof DeletedConversation>;

/** The conversation that a response belongs to, by its id. */
export const ConversationReference = Type.Object({ id: Type.String({ minLength: 1 }) });
export type ConversationReference = Static<typeof ConversationReference>;

/** The body of POST /v1/conversations. */
export interface CreateConversation {
  /** At most 20. */
  readonly items: readonly InputItem[];
  readonly metadata: Metadata;
}

/** The body of POST /v1/conversations/{id}. */
export interface UpdateConversation {
  /** Replaces the whole of what was there. */
  readonly metadata: Metadata;
}

/** The body of POST /v1/conversations/{id}/items. */
export interface CreateConversationItems {
  /** At least one, at most 20. */
  readonly items: readonly InputItem[];
}

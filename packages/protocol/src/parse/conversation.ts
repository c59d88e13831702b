import { Type } from 'typebox';
import { createCheck } from '../check.ts';
import type {
  CreateConversation,
  CreateConversationItems,
  UpdateConversation,
} from '../conversation.ts';
import { InvalidRequestError } from '../error.ts';
import { Metadata } from '../metadata.ts';
import { knownFields, requireBody } from './body.ts';
import { parseItems } from './input.ts';

const Items = Type.Array(Type.Unknown(), { maxItems: 20 });
const Creation = Type.Object({ items: Type.Optional(Items), metadata: Type.Optional(Metadata) });
const Update = Type.Object({ metadata: Type.Optional(Metadata) });
const NewItems = Type.Object({ items: Items });
const checkCreation = createCheck(Creation);
const checkUpdate = createCheck(Update);
const checkNewItems = createCheck(NewItems);

/** Parses the body of POST /v1/conversations; `undefined`, for no body, is an empty conversation. Throws `InvalidRequestError`. */
export function parseCreateConversation(body: unknown): CreateConversation {
  const fields = knownFields(requireBody(body ?? {}), Creation);
  const { items = [], metadata = {} } = checkCreation(fields, '');
  return { items: parseItems(items, 'items'), metadata };
}

/** Parses the body of POST /v1/conversations/{id}. Metadata that are null are none. Throws `InvalidRequestError`. */
export function parseUpdateConversation(body: unknown): UpdateConversation {
  const given = requireBody(body);
  if (!Object.hasOwn(given, 'metadata')) {
    throw new InvalidRequestError('metadata', 'metadata is required', 'missing_required_parameter');
  }
  const { metadata = {} } = checkUpdate(knownFields(given, Update), '');
  return { metadata };
}

/** Parses the body of POST /v1/conversations/{id}/items. Throws `InvalidRequestError`. */
export function parseCreateConversationItems(body: unknown): CreateConversationItems {
  const { items } = checkNewItems(knownFields(requireBody(body), NewItems), '');
  if (items.length === 0) {
    throw new InvalidRequestError('items', 'items must hold at least one item, got []');
  }
  return { items: parseItems(items, 'items') };
}

import {
  parseCreateConversation,
  parseCreateConversationItems,
  parseInclude,
  parsePageRequest,
  parseUpdateConversation,
} from '@antiphon/protocol';
import type { ConversationService } from '@antiphon/responses';
import type { ConversationKey } from '@antiphon/store';
import { type Context, Hono } from 'hono';
import { readJson, readJsonOrNothing } from '../json.ts';
import type { TenantEnvironment } from '../tenant.ts';

/** Conversations, and the items of each. */
export function conversationRoutes(conversations: ConversationService): Hono<TenantEnvironment> {
  const routes = new Hono<TenantEnvironment>();

  routes.post('/', async (c) => {
    const request = parseCreateConversation(await readJsonOrNothing(c));
    return c.json(await conversations.create(c.var.tenant, request));
  });

  routes.get('/:id', async (c) => c.json(await conversations.get(keyOf(c))));

  routes.post('/:id', async (c) => {
    const { metadata } = parseUpdateConversation(await readJson(c));
    return c.json(await conversations.update(keyOf(c), metadata));
  });

  routes.delete('/:id', async (c) => c.json(await conversations.delete(keyOf(c))));

  routes.post('/:id/items', async (c) => {
    parseInclude(queryOf(c));
    const { items } = parseCreateConversationItems(await readJson(c));
    return c.json(await conversations.addItems(keyOf(c), items));
  });

  routes.get('/:id/items', async (c) => {
    parseInclude(queryOf(c));
    return c.json(await conversations.items(keyOf(c), parsePageRequest(queryOf(c))));
  });

  routes.get('/:id/items/:item', async (c) => {
    parseInclude(queryOf(c));
    return c.json(await conversations.item(keyOf(c), c.req.param('item')));
  });

  routes.delete('/:id/items/:item', async (c) =>
    c.json(await conversations.deleteItem(keyOf(c), c.req.param('item'))),
  );

  return routes;
}

type ConversationContext = Context<TenantEnvironment, '/:id'>;

function keyOf(c: ConversationContext): ConversationKey {
  return { tenant: c.var.tenant, id: c.req.param('id') };
}

function queryOf(c: Context): URLSearchParams {
  return new URL(c.req.url).searchParams;
}

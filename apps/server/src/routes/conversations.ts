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
import { TENANT } from '../tenant.ts';

/** Conversations, and the items of each. */
export function conversationRoutes(conversations: ConversationService): Hono {
  const routes = new Hono();

  routes.post('/', async (c) => {
    const request = parseCreateConversation(await readJsonOrNothing(c));
    return c.json(await conversations.create(TENANT, request));
  });

  routes.get('/:id', async (c) => c.json(await conversations.get(keyOf(c.req.param('id')))));

  routes.post('/:id', async (c) => {
    const { metadata } = parseUpdateConversation(await readJson(c));
    return c.json(await conversations.update(keyOf(c.req.param('id')), metadata));
  });

  routes.delete('/:id', async (c) => c.json(await conversations.delete(keyOf(c.req.param('id')))));

  routes.post('/:id/items', async (c) => {
    parseInclude(queryOf(c));
    const { items } = parseCreateConversationItems(await readJson(c));
    return c.json(await conversations.addItems(keyOf(c.req.param('id')), items));
  });

  routes.get('/:id/items', async (c) => {
    parseInclude(queryOf(c));
    return c.json(
      await conversations.items(keyOf(c.req.param('id')), parsePageRequest(queryOf(c))),
    );
  });

  routes.get('/:id/items/:item', async (c) => {
    parseInclude(queryOf(c));
    return c.json(await conversations.item(keyOf(c.req.param('id')), c.req.param('item')));
  });

  routes.delete('/:id/items/:item', async (c) =>
    c.json(await conversations.deleteItem(keyOf(c.req.param('id')), c.req.param('item'))),
  );

  return routes;
}

function keyOf(id: string): ConversationKey {
  return { tenant: TENANT, id };
}

function queryOf(c: Context): URLSearchParams {
  return new URL(c.req.url).searchParams;
}

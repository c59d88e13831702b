import type { LanguageModel } from '@antiphon/backend';
import { type Model, NotFoundError } from '@antiphon/protocol';
import { Hono } from 'hono';

export function modelRoutes(models: readonly LanguageModel[], startedAt: number): Hono {
  const entries = models.map((model) => modelEntry(model, startedAt));
  const routes = new Hono();

  routes.get('/', (c) => c.json({ object: 'list', data: entries }));

  // A hub id has a slash in it.
  routes.get('/:id{.+}', (c) => {
    const id = c.req.param('id');
    const entry = entries.find((candidate) => candidate.id === id);
    if (!entry)
      throw new NotFoundError(`model ${JSON.stringify(id)} is not served here`, 'model_not_found');
    return c.json(entry);
  });

  return routes;
}

function modelEntry(model: LanguageModel, created: number): Model {
  const { contextLength } = model.capabilities;
  return {
    id: model.id,
    object: 'model',
    created,
    owned_by: 'antiphon',
    context_length: contextLength,
  };
}

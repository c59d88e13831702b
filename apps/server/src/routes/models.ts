import type { ModelDirectory } from '@antiphon/backend';
import { type Model, NotFoundError } from '@antiphon/protocol';
import { Hono } from 'hono';

export function modelRoutes(models: ModelDirectory, startedAt: number): Hono {
  const entry = (id: string): Model => ({
    id,
    object: 'model',
    created: startedAt,
    owned_by: 'antiphon',
    ...lengthOf(models, id),
  });
  const routes = new Hono();

  routes.get('/', (c) => c.json({ object: 'list', data: models.ids.map(entry) }));

  // A hub id has a slash in it.
  routes.get('/:id{.+}', (c) => {
    const id = c.req.param('id');
    if (!models.ids.includes(id))
      throw new NotFoundError(`model ${JSON.stringify(id)} is not served here`, 'model_not_found');
    return c.json(entry(id));
  });

  return routes;
}

/** Known once the model is loaded. */
function lengthOf(models: ModelDirectory, id: string): Pick<Model, 'context_length'> {
  const model = models.loaded(id);
  return model ? { context_length: model.capabilities.contextLength } : {};
}

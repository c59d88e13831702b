import type { LanguageModel, ModelDirectory } from '@antiphon/backend';
import { type Model, type ModelList, NotFoundError } from '@antiphon/protocol';
import { Hono } from 'hono';

/** The models that are served, and what each can do. */
export function modelRoutes(models: ModelDirectory, startedAt: number): Hono {
  const entry = (id: string): Model => {
    const model = models.loaded(id);
    return {
      id,
      object: 'model',
      created: startedAt,
      owned_by: 'antiphon',
      is_loaded: model !== undefined,
      ...(model && abilitiesOf(model)),
    };
  };
  const routes = new Hono();

  routes.get('/', (c) =>
    c.json({ object: 'list', data: models.ids.map(entry) } satisfies ModelList),
  );

  // A hub id has a slash in it.
  routes.get('/:id{.+}', (c) => {
    const id = c.req.param('id');
    if (!models.ids.includes(id))
      throw new NotFoundError(`model ${JSON.stringify(id)} is not served here`, 'model_not_found');
    return c.json(entry(id));
  });

  return routes;
}

function abilitiesOf({
  capabilities,
}: LanguageModel): Pick<Model, 'context_length' | 'capabilities'> {
  const { contextLength, tools, reasoning, maxChoices } = capabilities;
  return {
    context_length: contextLength,
    capabilities: { input: ['text'], tools, reasoning, max_choices: maxChoices },
  };
}

import { type ModelDirectory, type ModelLease, ModelLoadError } from '@antiphon/backend';
import { NotFoundError, UnavailableError } from '@antiphon/protocol';

/** The model that a request names, or the first. Throws `NotFoundError` for one that is not served, `UnavailableError` for one that cannot be loaded. */
export async function acquire(
  models: ModelDirectory,
  requested: string | undefined,
  signal: AbortSignal,
): Promise<ModelLease> {
  const id = chosenModel(models, requested);
  try {
    return await models.acquire(id, signal);
  } catch (fault) {
    if (!(fault instanceof ModelLoadError)) throw fault;
    const message = `model ${JSON.stringify(id)} cannot be loaded now`;
    throw new UnavailableError(message, 'model_unavailable', { cause: fault });
  }
}

function chosenModel(models: ModelDirectory, id: string | undefined): string {
  if (id === undefined) return models.ids[0];
  if (models.ids.includes(id)) return id;
  throw new NotFoundError(
    `model ${JSON.stringify(id)} is not served here; there is: ${models.ids.join(', ')}`,
    'model_not_found',
    'model',
  );
}

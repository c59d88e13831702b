import {
  type LanguageModel,
  type ModelDirectory,
  type ModelLease,
  ModelLoadError,
} from '@antiphon/backend';
import {
  type CreateResponse,
  InvalidRequestError,
  NotFoundError,
  type ResponseResource,
  UnavailableError,
} from '@antiphon/protocol';
import type { ResponseKey, ResponseStore } from '@antiphon/store';
import { buildGeneration } from './generation.ts';
import { type Caller, loadHistory } from './history.ts';
import { keepInputItem, refuseUnmatchedOutputs } from './items.ts';
import { prepareGeneration } from './prepare.ts';
import { buildMessages } from './prompt.ts';
import { createResource } from './resource.ts';
import { type RunningResponse, run } from './run.ts';
import { refuseUnsupported } from './unsupported.ts';

export interface ResponseServiceOptions {
  readonly store: ResponseStore;
  readonly models: ModelDirectory;
}

/** What the Responses API does, without HTTP. */
export interface ResponseService {
  /**
   * Starts a response; it is stored when this resolves. Throws `InvalidRequestError` or `NotFoundError` before any work is
   * done. When the signal is aborted the generation stops and the response ends as cancelled.
   */
  create(request: CreateResponse, caller: Caller, signal: AbortSignal): Promise<RunningResponse>;
  /** Throws `NotFoundError`. */
  retrieve(key: ResponseKey): Promise<ResponseResource>;
  /** Throws `NotFoundError`. */
  delete(key: ResponseKey): Promise<void>;
}

export function createResponseService({ store, models }: ResponseServiceOptions): ResponseService {
  return {
    async create(request, caller, signal) {
      refuseUnsupported(request);
      const lease = await acquire(models, request.model, signal);
      try {
        const running = await start(request, { caller, store, model: lease.model, signal });
        // It is told to the caller; here it only matters that it is over.
        running.done.then(lease.release, lease.release);
        return running;
      } catch (fault) {
        lease.release();
        throw fault;
      }
    },

    async retrieve(key) {
      const response = await store.get(key);
      if (!response) throw unknownResponse(key.id);
      return response;
    },

    async delete(key) {
      if (!(await store.delete(key))) throw unknownResponse(key.id);
    },
  };
}

interface Start {
  readonly caller: Caller;
  readonly store: ResponseStore;
  readonly model: LanguageModel;
  readonly signal: AbortSignal;
}

async function start(request: CreateResponse, at: Start): Promise<RunningResponse> {
  const { caller, store, model, signal } = at;
  const { tenant } = caller;
  const history = await loadHistory(store, caller, request.previous_response_id);
  const input = (request.input ?? []).map(keepInputItem);
  if (history.length + input.length === 0) {
    throw new InvalidRequestError('input', 'input is required', 'missing_required_parameter');
  }
  refuseUnmatchedOutputs(history, input);
  const messages = buildMessages(request.instructions, [...history, ...input]);
  const { generation, constraintParam } = buildGeneration(request, { model, messages, tenant });
  const abandoned = new AbortController();
  const prepared = await prepareGeneration(model, generation, {
    constraintParam,
    signal: AbortSignal.any([signal, abandoned.signal]),
  });
  const { sampling } = generation;
  const response = createResource(request, { model: model.id, sampling });
  const kept = response.store ? store : undefined;
  try {
    await kept?.create({ tenant, response, input });
  } catch (fault) {
    abandoned.abort(fault);
    throw fault;
  }
  const withLogprobs = sampling.topLogprobs !== undefined;
  return run({ prepared, response, withLogprobs, store: kept, tenant, signal });
}

async function acquire(
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

function unknownResponse(id: string): NotFoundError {
  return new NotFoundError(`there is no response ${id}`);
}

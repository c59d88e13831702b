import type { LanguageModel } from '@antiphon/backend';
import {
  type CreateResponse,
  InvalidRequestError,
  NotFoundError,
  type ResponseResource,
} from '@antiphon/protocol';
import type { ResponseKey, ResponseStore } from '@antiphon/store';
import { prepareConstraint, requestedConstraint } from './constraint.ts';
import { type Caller, loadHistory } from './history.ts';
import { keepInputItem } from './items.ts';
import { buildConversation } from './prompt.ts';
import { createResource } from './resource.ts';
import { type RunningResponse, run } from './run.ts';
import { settleSampling } from './sampling.ts';
import { refuseUnsupported } from './unsupported.ts';

export interface ResponseServiceOptions {
  readonly store: ResponseStore;
  /** The first is the one for requests that name none. */
  readonly models: readonly [LanguageModel, ...LanguageModel[]];
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
      const model = findModel(models, request.model);
      const sampling = settleSampling(model, request);
      const requested = requestedConstraint(request);
      if (requested) await prepareConstraint(model, requested);
      const history = await loadHistory(store, caller, request.previous_response_id);
      const input = (request.input ?? []).map(keepInputItem);
      if (history.length + input.length === 0) {
        throw new InvalidRequestError('input', 'input is required', 'missing_required_parameter');
      }
      const conversation = buildConversation(request.instructions, [...history, ...input]);
      checkLength(model, await model.countTokens(conversation));
      const response = createResource(request, { model: model.id, sampling });
      const kept = response.store ? store : undefined;
      const { tenant } = caller;
      await kept?.create({ tenant, response, input });
      const maxTokens = request.max_output_tokens;
      return run({
        model,
        conversation,
        sampling,
        constraint: requested?.constraint,
        maxTokens,
        response,
        store: kept,
        tenant,
        signal,
      });
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

function findModel(
  models: ResponseServiceOptions['models'],
  id: string | undefined,
): LanguageModel {
  const model = id === undefined ? models[0] : models.find((candidate) => candidate.id === id);
  if (model) return model;
  const known = models.map((candidate) => candidate.id).join(', ');
  throw new NotFoundError(
    `model ${JSON.stringify(id)} is not served here; there is: ${known}`,
    'model_not_found',
    'model',
  );
}

function checkLength(model: LanguageModel, promptTokens: number): void {
  const { contextLength } = model.capabilities;
  if (promptTokens < contextLength) return;
  throw new InvalidRequestError(
    'input',
    `the input has ${promptTokens} tokens, and the context of ${model.id} holds ${contextLength} with the answer`,
    'context_length_exceeded',
  );
}

function unknownResponse(id: string): NotFoundError {
  return new NotFoundError(`there is no response ${id}`);
}

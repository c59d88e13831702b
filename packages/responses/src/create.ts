import type { LanguageModel } from '@antiphon/backend';
import type { CreateResponse, ResponseEvent, ResponseResource } from '@antiphon/protocol';
import { type Creation, type NewJob, UnknownParentError } from '@antiphon/store';
import { acquire } from './acquire.ts';
import type { Caller } from './caller.ts';
import { planGeneration } from './generation.ts';
import { seeImages } from './prompt/seen-images.ts';
import { warnOfUnseen } from './prompt/unseen-input.ts';
import { createResource } from './resource.ts';
import { builderFor, fit, startRun } from './run/prepared-run.ts';
import type { RunningResponse } from './service.ts';
import type { ServiceSetting } from './setting.ts';
import { firstOfRepeated, followStored, refuseOtherRequest } from './stored-response.ts';
import { withoutMissingTools } from './tools/missing-tools.ts';
import { previousNotFound, resolveTurn, type Turn } from './turn.ts';
import { refuseUnsupported } from './unsupported.ts';
import { warmUp } from './warm-up.ts';

export interface CreateOptions {
  readonly caller: Caller;
  readonly signal: AbortSignal;
  /** Without it the input is read and kept, and nothing is said. */
  readonly isGenerated: boolean;
}

/** Starts a response, or finds the one that an earlier request with the same key has started. */
export async function createResponse(
  request: CreateResponse,
  options: CreateOptions,
  setting: ServiceSetting,
): Promise<RunningResponse> {
  const { caller, signal } = options;
  const previousId = request.previous_response_id;
  try {
    setting.runs.requireOpen();
    refuseUnsupported(request);
    const repeated = await firstOfRepeated(request, caller, { setting, signal });
    if (repeated) return repeated;
    const lease = await acquire(setting.models, request.model, signal);
    try {
      const running = await begin(request, { ...options, model: lease.model }, setting);
      // It is told to the caller; here it only matters that it is over.
      running.done.then(lease.release, lease.release);
      return running;
    } catch (fault) {
      lease.release();
      throw fault;
    }
  } catch (fault) {
    // A continuation that failed is not to be continued from what only this connection remembers.
    if (previousId !== undefined) caller.memory?.evict(previousId);
    throw fault;
  }
}

async function begin(
  given: CreateResponse,
  options: CreateOptions & { readonly model: LanguageModel },
  setting: ServiceSetting,
): Promise<RunningResponse> {
  const { caller, signal, model, isGenerated } = options;
  const { request, warnings: missing } = withoutMissingTools(given, setting);
  const turn = await resolveTurn(request, caller, { ...setting, mayBeEmpty: !isGenerated });
  const images = await seeImages([...turn.history, ...turn.input], model, signal);
  const plan = planGeneration(request, { ...setting, model, tenant: turn.tenant, images });
  const unseen = warnOfUnseen(turn.input, setting.unseenInput, images);
  const stop = new AbortController();
  const runPlan = { request, turn, model, plan, stop };
  const follow = () => stop.abort(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener('abort', follow, { once: true });
  try {
    const first = isGenerated ? await fit(runPlan) : await warmUp(runPlan);
    const warnings = [...missing, ...unseen, ...first.warnings];
    const response = createResource(request, {
      model: model.id,
      sampling: plan.sampling,
      warnings,
    });
    const builder = builderFor(response, runPlan, setting);
    const firstEvents = builder.create();
    const created = builder.response;
    const creation = await store(created, { request, turn, firstEvents, caller }, setting);
    if (creation?.kind === 'repeated' && caller.idempotency) {
      refuseOtherRequest(creation, caller.idempotency);
      stop.abort(new Error('an earlier request with the same key has been answered'));
      return await followStored({ tenant: turn.tenant, id: creation.id }, setting, signal);
    }
    const run = startRun(runPlan, {
      builder,
      firstEvents,
      first,
      store: created.store ? setting.store : undefined,
      attempt: 1,
      onEnd: (ended) => remember(ended, turn, caller),
    });
    setting.runs.add(run);
    const unfollow = () => signal.removeEventListener('abort', follow);
    if (run.isBackground) unfollow();
    run.done.then(unfollow, unfollow);
    return { response: created, events: run.events, done: run.done };
  } catch (fault) {
    stop.abort(fault);
    signal.removeEventListener('abort', follow);
    throw fault;
  }
}

interface NewTurn {
  readonly request: CreateResponse;
  readonly turn: Turn;
  readonly firstEvents: readonly ResponseEvent[];
  readonly caller: Caller;
}

/** `undefined` for a response that is not kept. */
async function store(
  response: ResponseResource,
  { request, turn, firstEvents, caller }: NewTurn,
  { store, lease }: ServiceSetting,
): Promise<Creation | undefined> {
  if (!response.store) return undefined;
  const { input: _, ...rest } = request;
  const job: NewJob = response.background
    ? { kind: 'background', request: rest, lease }
    : { kind: 'foreground', lease };
  const { idempotency } = caller;
  try {
    return await store.create({
      tenant: turn.tenant,
      response,
      input: turn.isRemembered ? [...turn.history, ...turn.input] : turn.input,
      parent: turn.parent,
      events: firstEvents,
      job,
      ...(idempotency && { idempotency }),
    });
  } catch (fault) {
    if (fault instanceof UnknownParentError) throw previousNotFound(turn.parent ?? '');
    throw fault;
  }
}

/** What was answered on a connection can be continued there; a continuation that failed cannot. */
function remember(response: ResponseResource, turn: Turn, { memory }: Caller): void {
  if (!memory) return;
  const { id, status, output, store: isStored, previous_response_id: previousId } = response;
  if (status === 'failed' && previousId !== null) memory.evict(previousId);
  if (status !== 'completed' && status !== 'incomplete') return;
  memory.remember({ id, items: [...turn.history, ...turn.input, ...output], isStored });
}

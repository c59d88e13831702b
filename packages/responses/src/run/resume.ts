import type { CreateResponse, Item, ResponseEvent, ResponseResource } from '@antiphon/protocol';
import { ResponseAccumulator, UnavailableError } from '@antiphon/protocol';
import { type Job, type ResponseStore, StoreError } from '@antiphon/store';
import { acquire } from '../acquire.ts';
import { planGeneration } from '../generation.ts';
import { seeImages } from '../prompt/seen-images.ts';
import type { ServiceSetting } from '../setting.ts';
import type { Turn } from '../turn.ts';
import { failure, serverError } from './failure.ts';
import { pause } from './pause.ts';
import { builderFor, fit, type RunPlan, startRun } from './prepared-run.ts';
import type { Run } from './run.ts';

/** How long to wait for a model that has no place now, or for a store that cannot be used. */
const RETRY_MS = 1000;

type BackgroundJob = Extract<Job, { kind: 'background' }>;

/**
 * Goes on with a job of a server that is gone: starts it anew, and resolves to the run; or fails it, where its client has gone with
 * the server, or where it has been tried often enough: it may be what the servers die of.
 */
export async function resume(
  job: Job,
  setting: ServiceSetting,
  signal: AbortSignal,
): Promise<Run | undefined> {
  let ending: Failure | undefined;
  while (!signal.aborted) {
    try {
      if (ending) return await end(job, setting.store, 'failed', ending.fault);
      if (job.isCancelled) return await end(job, setting.store, 'cancelled');
      if (job.kind === 'foreground') return await end(job, setting.store, 'failed');
      if (job.losses >= setting.maxAttempts)
        return await end(job, setting.store, 'failed', new LostTooOftenError(job.losses));
      return await restart(job, setting, signal);
    } catch (fault) {
      // Left for the next server when this one closes; most other faults would come again.
      if (!isPassing(fault)) ending = { fault };
      else await pause(RETRY_MS, signal);
    }
  }
  return undefined;
}

/** At fault is the server, or what the response has it do. */
class LostTooOftenError extends Error {
  override readonly name = 'LostTooOftenError';

  constructor(losses: number) {
    const tries = losses === 1 ? 'once' : `${losses} times`;
    super(
      `the response was tried ${tries}, and each time the server that worked on it stopped; it is not tried again`,
    );
  }
}

interface Failure {
  readonly fault: unknown;
}

function isPassing(fault: unknown): boolean {
  return fault instanceof UnavailableError || fault instanceof StoreError;
}

async function restart(
  job: BackgroundJob,
  setting: ServiceSetting,
  signal: AbortSignal,
): Promise<Run | undefined> {
  const { tenant } = job.key;
  // The seed that was drawn for the first try draws the same tokens again.
  const request: CreateResponse = { ...job.request, seed: job.response.seed };
  const lease = await acquire(setting.models, job.response.model, signal);
  try {
    const { model } = lease;
    const turn = await turnOf(job, setting.store);
    const images = await seeImages([...turn.history, ...turn.input], model, signal);
    const plan = planGeneration(request, { ...setting, model, tenant, images });
    const runPlan: RunPlan = { request, turn, model, plan, stop: new AbortController() };
    const first = await fit(runPlan);
    const builder = builderFor(asCreated(job.response), runPlan, setting);
    const firstEvents = builder.create();
    if (!(await setting.store.append(job.key, firstEvents, job.attempt))) {
      runPlan.stop.abort(new Error('somebody else has the job'));
      lease.release();
      return undefined;
    }
    const { store } = setting;
    const run = startRun(runPlan, { builder, firstEvents, first, store, attempt: job.attempt });
    setting.runs.add(run);
    run.made.then(lease.release, lease.release);
    return run;
  } catch (fault) {
    lease.release();
    throw fault;
  }
}

async function turnOf(
  { key, input, parent, response }: BackgroundJob,
  store: ResponseStore,
): Promise<Turn> {
  const { tenant } = key;
  const { conversation } = response;
  const history: readonly Item[] | undefined = conversation
    ? await store.conversations.history({ tenant, id: conversation.id })
    : parent === null
      ? []
      : (await store.chain({ tenant, id: parent }))?.items;
  return { tenant, history: history ?? [], input, parent, isRemembered: false };
}

function asCreated(response: ResponseResource): ResponseResource {
  return { ...response, status: 'queued', output: [], usage: null, error: null };
}

/** Brings a response to its end as far as its events had told it. */
async function end(
  job: Job,
  store: ResponseStore,
  status: 'cancelled' | 'failed',
  fault?: unknown,
): Promise<undefined> {
  const told = await toldSoFar(job, store);
  const response: ResponseResource = {
    ...told,
    status,
    output: told.output.map((item) =>
      item.status === 'in_progress' ? { ...item, status: 'incomplete' } : item,
    ),
    error: status === 'failed' ? endError(fault) : null,
  };
  const sequence_number = job.lastEvent + 1;
  const events: ResponseEvent[] =
    status === 'failed' ? [{ type: 'response.failed', sequence_number, response }] : [];
  await store.finish(job.key, { response, events, attempt: job.attempt });
}

function endError(fault: unknown) {
  if (fault instanceof LostTooOftenError) return serverError('server_error', fault.message);
  if (fault !== undefined) return failure(fault);
  return serverError('server_error', 'the server that worked on this response has stopped');
}

async function toldSoFar(job: Job, store: ResponseStore): Promise<ResponseResource> {
  if (job.lastEvent < 0) return { ...job.response, output: [] };
  const accumulator = new ResponseAccumulator();
  const stop = new AbortController();
  for await (const event of store.events(job.key, -1, stop.signal)) {
    accumulator.add(event);
    if (event.sequence_number >= job.lastEvent) break;
  }
  stop.abort();
  return accumulator.response ?? { ...job.response, output: [] };
}

import {
  type CreateResponse,
  InvalidRequestError,
  NotFoundError,
  type ResponseResource,
} from '@antiphon/protocol';
import type { ResponseKey } from '@antiphon/store';
import type { Caller } from './caller.ts';
import { storedEvents } from './run/stored-events.ts';
import type { RunningResponse } from './service.ts';
import type { ServiceSetting } from './setting.ts';

/** After every event that there can be. */
const AFTER_ALL = Number.MAX_SAFE_INTEGER;

/** Throws `NotFoundError`. One that this process makes is told as it stands. */
export async function findResponse(
  key: ResponseKey,
  { store, runs }: ServiceSetting,
): Promise<ResponseResource> {
  const stored = await store.get(key);
  if (!stored) throw unknownResponse(key.id);
  const live = isOver(stored) ? undefined : runs.get(key)?.response;
  // That it is over is told once it is stored.
  return live && !isOver(live) ? live : stored;
}

export function isOver({ status }: ResponseResource): boolean {
  return status !== 'queued' && status !== 'in_progress';
}

export function unknownResponse(id: string): NotFoundError {
  return new NotFoundError(`Response with id '${id}' not found.`);
}

/** Resolves to the response once it has ended, wherever it is made. */
export async function untilOver(
  key: ResponseKey,
  { store }: Pick<ServiceSetting, 'store'>,
  signal: AbortSignal,
): Promise<ResponseResource> {
  for await (const _ of store.events(key, AFTER_ALL, signal)) {
    // None comes: the stream only tells when the response is over.
  }
  signal.throwIfAborted();
  const response = await store.get(key);
  if (!response) throw unknownResponse(key.id);
  return response;
}

/** A stored response as if it had been started just now. */
export async function followStored(
  key: ResponseKey,
  setting: ServiceSetting,
  signal: AbortSignal,
): Promise<RunningResponse> {
  const response = await findResponse(key, setting);
  const done = untilOver(key, setting, signal);
  // Whoever only reads the events does not look at it.
  done.catch(() => {});
  const events = storedEvents(key, { store: setting.store, after: -1, signal });
  return { response, events, done };
}

/** The response of an earlier request with the same key; `undefined` for the first. */
export async function firstOfRepeated(
  request: CreateResponse,
  { tenant, idempotency }: Caller,
  { setting, signal }: { readonly setting: ServiceSetting; readonly signal: AbortSignal },
): Promise<RunningResponse | undefined> {
  if (!idempotency) return undefined;
  if (request.store === false) {
    throw new InvalidRequestError(
      'store',
      'a request with an Idempotency-Key needs store: true, since a repeated one gets the stored response',
    );
  }
  const first = await setting.store.repeated(tenant, idempotency.key);
  if (first?.kind !== 'repeated') return undefined;
  refuseOtherRequest(first, idempotency);
  return followStored({ tenant, id: first.id }, setting, signal);
}

/** Throws `InvalidRequestError` when the key was used for something else. */
export function refuseOtherRequest(
  first: { readonly fingerprint: string },
  { fingerprint }: { readonly fingerprint: string },
): void {
  if (first.fingerprint === fingerprint) return;
  throw new InvalidRequestError(
    '',
    'the Idempotency-Key was used before, for a request that was another',
    'idempotency_key_reused',
  );
}

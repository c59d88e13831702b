import type { Job, Lease, NewJob } from '../job-queue.ts';
import type { ResponseKey } from '../response-store.ts';
import { deleteEvents, lastEventNumber, nameOf } from './events.ts';
import { find, findLocked, insert, type Operation, query, type Row } from './operation.ts';
import { findResponse } from './responses.ts';
import { readItem, readRequest } from './stored-json.ts';

export function* addJob({ tenant, id }: ResponseKey, job: NewJob): Operation<void> {
  const request = job.kind === 'background' ? JSON.stringify(job.request) : null;
  yield* insert('job', [{ tenant, response: id, kind: job.kind, request }]);
  if (job.lease) yield* take({ tenant, id }, job.lease);
}

export function deleteJob(key: ResponseKey): Operation<readonly Row[]> {
  return query('delete from job where tenant = :tenant and response = :id', nameOf(key));
}

function take(key: ResponseKey, { owner, ms }: Lease, losses = 0): Operation<readonly Row[]> {
  return query(
    `update job set owner = :owner, expires = now_ms() + :ms, losses = :losses
     where tenant = :tenant and response = :id`,
    { ...nameOf(key), owner, ms: Math.round(ms), losses },
  );
}

/**
 * In the order of creation, so that none waits for good while servers come and go. The response is locked with the job,
 * and neither is waited for: whoever ends a response holds it first and then wants the job.
 */
export function* leaseJob(lease: Lease): Operation<Job | undefined> {
  const row = yield* findLocked(
    `select job.tenant, job.response, job.kind, job.request, job.owner, job.expires, job.losses, job.cancelled
     from job join response on response.tenant = job.tenant and response.id = job.response
     where job.expires <= now_ms() order by job.number limit 1`,
    {},
    'skip',
  );
  if (!row) return undefined;
  const key = { tenant: String(row.tenant), id: String(row.response) };
  const losses = Number(row.losses) + (isLost(row) ? 1 : 0);
  yield* take(key, lease, losses);
  const turn = yield* find(
    `update response set attempt = attempt + :taken where tenant = :tenant and id = :id
     returning attempt, parent`,
    { ...key, taken: row.owner === null ? 0 : 1 },
  );
  if (row.kind === 'background') yield* deleteEvents(key);
  const response = yield* findResponse(key);
  // A job goes with its response, in the same transaction.
  if (!turn || !response) throw new Error(`there is a job for ${key.id}, and no such response`);
  const leased = {
    key,
    attempt: Number(turn.attempt),
    losses,
    response,
    lastEvent: yield* lastEventNumber(key),
    isCancelled: row.cancelled === 1,
  };
  if (row.kind === 'foreground') return { ...leased, kind: 'foreground' };
  const input = yield* query(
    `select item from item where tenant = :tenant and response = :id and direction = 'input' order by position`,
    key,
  );
  return {
    ...leased,
    kind: 'background',
    request: readRequest(row.request!),
    input: input.map(({ item }) => readItem(item!)),
    parent: turn.parent === null ? null : String(turn.parent),
  };
}

/** Its lease has run out; that of one that was given back has not, and was ended. */
function isLost({ owner, expires }: Row): boolean {
  return owner !== null && expires !== 0;
}

export function* renewLeases(
  { owner, ms }: Lease,
  responses: readonly string[],
): Operation<readonly ResponseKey[]> {
  const rows = yield* query(
    `update job set expires = now_ms() + :ms where owner = :owner
     and response in (select held.value from json_each(cast(:responses as text)) as held)
     returning tenant, response, cancelled`,
    { owner, ms: Math.round(ms), responses: JSON.stringify(responses) },
  );
  return rows
    .filter(({ cancelled }) => cancelled === 1)
    .map(({ tenant, response }) => ({ tenant: String(tenant), id: String(response) }));
}

/** The owner's name stays, so that whoever takes the job over knows that this is another attempt. */
export function* releaseJobs(owner: string): Operation<void> {
  yield* query('update job set expires = 0 where owner = :owner', { owner });
}

export function* requestCancel(key: ResponseKey): Operation<boolean> {
  const row = yield* find(
    'update job set cancelled = 1 where tenant = :tenant and response = :id returning response',
    nameOf(key),
  );
  return row !== undefined;
}

import type { Retention } from '../retention.ts';
import { find, findLocked, type Operation, query, type Row } from './operation.ts';
import { bury, removeUnneeded } from './responses.ts';

const DEFAULT_STEP = 100;

/** The steps of a collection, each a transaction of its own. */
export function collectionSteps(retention: Retention): readonly (() => Operation<number>)[] {
  const { ttlMs, tenantTtlMs = {}, maxBytes, idempotencyTtlMs, step = DEFAULT_STEP } = retention;
  const own = Object.entries(tenantTtlMs);
  const steps = own
    .filter(([, ms]) => Number.isFinite(ms))
    .map(
      ([tenant, ms]) =>
        () =>
          buryExpired('tenant = :of', { of: tenant }, { ms, step }),
    );
  if (ttlMs !== undefined) {
    const others = 'tenant not in (select value from json_each(cast(:of as text)))';
    const of = JSON.stringify(own.map(([tenant]) => tenant));
    steps.push(() => buryExpired(others, { of }, { ms: ttlMs, step }));
  }
  if (maxBytes !== undefined) steps.push(() => buryExcess(maxBytes, step));
  if (idempotencyTtlMs !== undefined) steps.push(() => forgetKeys(idempotencyTtlMs, step));
  steps.push(() => removeDue(step));
  return steps;
}

function* buryExpired(
  tenants: string,
  values: Row,
  { ms, step }: { ms: number; step: number },
): Operation<number> {
  const rows = yield* query(
    `select tenant, id from response where deleted = 0 and ended = 1 and ${tenants}
     and created <= now_ms() - :ms order by created limit :step`,
    { ...values, ms: Math.round(ms), step },
  );
  return yield* buryAll(rows);
}

/** Stops as soon as what is left fits. */
function* buryExcess(maxBytes: number, step: number): Operation<number> {
  const total = yield* find('select sum(bytes) as bytes from response', {});
  let excess = Number(total?.bytes ?? 0) - maxBytes;
  if (excess <= 0) return 0;
  const oldest = yield* query(
    'select tenant, id, bytes from response where deleted = 0 and ended = 1 order by created limit :step',
    { step },
  );
  const surplus = oldest.filter(({ bytes }) => {
    const isSurplus = excess > 0;
    excess -= Number(bytes);
    return isSurplus;
  });
  return yield* buryAll(surplus);
}

function* buryAll(rows: readonly Row[]): Operation<number> {
  let buried = 0;
  for (const { tenant, id } of rows) {
    const key = { tenant: String(tenant), id: String(id) };
    const held = yield* findLocked(
      'select id from response where tenant = :tenant and id = :id and deleted = 0',
      key,
      'skip',
    );
    if (!held) continue;
    yield* bury(key);
    yield* removeUnneeded(key);
    buried++;
  }
  return buried;
}

/** What deletions have left for later. */
function* removeDue(step: number): Operation<number> {
  const rows = yield* query('select tenant, id from response where deleted = 2 limit :step', {
    step,
  });
  let removed = 0;
  for (const { tenant, id } of rows)
    removed += yield* removeUnneeded({ tenant: String(tenant), id: String(id) });
  return removed;
}

function* forgetKeys(ms: number, step: number): Operation<number> {
  const rows = yield* query(
    `delete from idempotency_key where (tenant, key) in (
       select tenant, key from idempotency_key where created <= now_ms() - :ms order by created limit :step
     ) returning key`,
    { ms: Math.round(ms), step },
  );
  return rows.length;
}

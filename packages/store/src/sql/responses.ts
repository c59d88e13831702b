import type { Item } from '@antiphon/protocol';
import type { Creation, IdempotencyKey } from '../idempotency.ts';
import type { Chain, Ending, NewResponse, ResponseKey } from '../response-store.ts';
import { UnknownParentError } from '../store-error.ts';
import { addConversationItems } from './conversations.ts';
import { addEvents, deleteEvents, holdRunning, nameOf } from './events.ts';
import { indexed } from './indexed.ts';
import { addJob, deleteJob } from './jobs.ts';
import { find, findLocked, insert, type Operation, query, type Row } from './operation.ts';
import { readItem, readOutputItem, readResource, resourceText } from './stored-json.ts';

export function* createResponse(turn: NewResponse): Operation<Creation> {
  const { tenant, response, idempotency } = turn;
  const { id } = response;
  const key = { tenant, id };
  if (idempotency) {
    const earlier = yield* claimKey(key, idempotency);
    if (earlier) return earlier;
  }
  const parent = turn.parent === undefined ? response.previous_response_id : turn.parent;
  if (parent !== null) yield* holdParent({ tenant, id: parent });
  const resource = resourceText(response);
  yield* insert('response', [{ tenant, id, parent, resource, bytes: resource.length }]);
  yield* addItems(key, 'input', turn.input);
  yield* addEvents(key, turn.events ?? []);
  if (turn.job) yield* addJob(key, turn.job);
  return { kind: 'created', id };
}

/** Resolves to what the key was used for before. Two requests at once: the second waits for the first. */
function* claimKey(
  { tenant, id }: ResponseKey,
  { key, fingerprint }: IdempotencyKey,
): Operation<Creation | undefined> {
  const rows = [{ tenant, key: indexed(key), response: id, fingerprint }];
  yield* insert('idempotency_key', rows, { keepsOld: true });
  const creation = yield* findRepeated(tenant, key);
  return creation?.id === id ? undefined : creation;
}

export function* findRepeated(tenant: string, key: string): Operation<Creation | undefined> {
  const row = yield* find(
    'select response, fingerprint from idempotency_key where tenant = :tenant and key = :key',
    { tenant, key: indexed(key) },
  );
  if (!row) return undefined;
  return { kind: 'repeated', id: String(row.response), fingerprint: String(row.fingerprint) };
}

/** A deleted one serves as long as its items are there, and from now on they stay. */
function* holdParent(key: ResponseKey): Operation<void> {
  const row = yield* findLocked(
    'select id from response where tenant = :tenant and id = :id',
    nameOf(key),
  );
  if (!row) throw new UnknownParentError(`there is no response ${key.id} to follow`);
}

function addItems(
  { tenant, id }: ResponseKey,
  direction: 'input' | 'output',
  items: readonly Item[],
): Operation<void> {
  const rows = items.map((item, position) => ({
    tenant,
    response: id,
    direction,
    position,
    id: indexed(item.id),
    item: JSON.stringify(item),
  }));
  return insert('item', rows);
}

export function* finishResponse(key: ResponseKey, ending: Ending): Operation<boolean> {
  const { response, events, conversation, attempt = 1 } = ending;
  if (!(yield* holdRunning(key, attempt))) return false;
  yield* addItems(key, 'output', response.output);
  yield* addEvents(key, events);
  yield* query(
    `update response set resource = :resource, ended = 1, bytes = ${BYTES} where tenant = :tenant and id = :id`,
    { ...nameOf(key), resource: resourceText(response) },
  );
  if (conversation) yield* addConversationItems(key.tenant, conversation, { keepsOld: true });
  yield* deleteJob(key);
  return true;
}

/** What a response takes, now that it grows no more. */
const BYTES = `octet_length(cast(:resource as text))
  + coalesce((select sum(octet_length(item)) from item where tenant = :tenant and response = :id), 0)
  + coalesce((select sum(octet_length(event)) from event where tenant = :tenant and response = :id), 0)`;

export function* findResponse(key: ResponseKey): Operation<Chain['response'] | undefined> {
  const rows = yield* query(
    `select case when item.position > 0 then null else response.resource end as resource, item.item
     from response left join item on item.tenant = response.tenant and item.response = response.id and item.direction = 'output'
     where response.tenant = :tenant and response.id = :id and response.deleted = 0
     order by item.position`,
    nameOf(key),
  );
  const [first] = rows;
  if (!first) return undefined;
  const output = rows.flatMap(({ item }) => (item === null ? [] : [readOutputItem(item!)]));
  return readResource(first.resource!, output);
}

/** The cross join has SQLite go from the turns to their items; for PostgreSQL it is a join like any other. */
export function* findChain(key: ResponseKey): Operation<Chain | undefined> {
  const rows = yield* query(
    `with recursive chain (id, parent, age) as (
       select id, parent, 0 from response where tenant = :tenant and id = :id and deleted = 0
       union all
       select response.id, response.parent, chain.age + 1
       from response join chain on response.id = chain.parent where response.tenant = :tenant
     )
     select chain.age, item.direction, item.position, item.item, null as resource
     from chain cross join item where item.tenant = :tenant and item.response = chain.id
     union all
     select -1, null, null, null, resource from response where tenant = :tenant and id = :id and deleted = 0
     order by 1 desc, 2, 3`,
    nameOf(key),
  );
  const last = rows.at(-1);
  if (!last) return undefined;
  const turns = rows.slice(0, -1);
  const output = turns.filter(({ age, direction }) => age === 0 && direction === 'output');
  return {
    response: readResource(
      last.resource!,
      output.map(({ item }) => readOutputItem(item!)),
    ),
    items: turns.map(({ item }) => readItem(item!)),
  };
}

export function* deleteResponse(key: ResponseKey): Operation<boolean> {
  const row = yield* findLocked(
    'select parent from response where tenant = :tenant and id = :id and deleted = 0',
    nameOf(key),
  );
  if (!row) return false;
  yield* bury(key);
  yield* removeUnneeded(key);
  return true;
}

/** Only its items are left, for later turns. */
export function* bury(key: ResponseKey): Operation<void> {
  yield* deleteEvents(key);
  yield* deleteJob(key);
  yield* query(
    'delete from idempotency_key where tenant = :tenant and response = :id',
    nameOf(key),
  );
  yield* query(
    `update response set deleted = 1, ended = 1, bytes = ${BYTES}, resource = :resource where tenant = :tenant and id = :id`,
    { ...nameOf(key), resource: '' },
  );
}

/** How many turns a deletion goes back at most; the rest is left to retention. */
const MAX_TURNS_REMOVED = 100;

/**
 * Removes a deleted response, and those before it that are deleted too, as far as no other turn follows them. In the column `deleted`
 * 1 is a response that is deleted, and 2 one that is to be removed besides when there is time.
 */
export function* removeUnneeded(key: ResponseKey): Operation<number> {
  let turn = nameOf(key);
  for (let removed = 0; ; removed++) {
    const row: Row | undefined = yield* findLocked(
      'select parent, deleted from response where tenant = :tenant and id = :id and deleted > 0',
      turn,
    );
    if (!row) return removed;
    // Asked once the turn is locked: whoever was about to follow it has done so.
    const isNeeded = yield* hasChildren(turn);
    if (isNeeded || removed === MAX_TURNS_REMOVED) {
      yield* markDeleted(turn, isNeeded ? 1 : 2);
      return removed;
    }
    yield* query('delete from item where tenant = :tenant and response = :id', turn);
    yield* query('delete from response where tenant = :tenant and id = :id', turn);
    if (row.parent === null) return removed + 1;
    turn = { tenant: key.tenant, id: String(row.parent) };
  }
}

function markDeleted(key: ResponseKey, deleted: 1 | 2): Operation<readonly Row[]> {
  return query(
    `update response set deleted = :deleted
     where tenant = :tenant and id = :id and deleted > 0 and deleted <> :deleted`,
    { ...nameOf(key), deleted },
  );
}

function* hasChildren(key: ResponseKey): Operation<boolean> {
  const child = yield* find(
    'select id from response where tenant = :tenant and parent = :id limit 1',
    nameOf(key),
  );
  return child !== undefined;
}

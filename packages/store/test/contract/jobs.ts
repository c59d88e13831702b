import { expect } from 'vitest';
import { completed, deltas, keyOf, request, snapshot, startTurn, TENANT, user } from './samples.ts';
import type { StoreTest } from './store-test.ts';

const LONG = 3_600_000;
const background = { kind: 'background', request } as const;

export function testJobs(test: StoreTest): void {
  test('a job is leased with all that it takes to work on it, by one alone', async (store) => {
    const created = await startTurn(store, 'resp_1', { job: background, parent: null });
    expect(await store.jobs.lease({ owner: 'a', ms: LONG })).toEqual({
      kind: 'background',
      key: keyOf('resp_1'),
      attempt: 1,
      losses: 0,
      response: created,
      lastEvent: -1,
      isCancelled: false,
      request,
      input: [user('to resp_1')],
      parent: null,
    });
    expect(await store.jobs.lease({ owner: 'b', ms: LONG })).toBeUndefined();
    expect(await store.jobs.lease({ owner: 'a', ms: LONG })).toBeUndefined();
  });

  test('jobs are leased in the order of their creation', async (store) => {
    const order = ['resp_3', 'resp_1', 'resp_2'];
    for (const id of order) await startTurn(store, id, { job: background });
    const leased = [];
    for (let count = 0; count < 3; count++)
      leased.push((await store.jobs.lease({ owner: 'a', ms: LONG }))?.key.id);
    expect(leased).toEqual(order);
  });

  test('a job that was left before others is not left behind them', async (store) => {
    const order = ['resp_3', 'resp_1', 'resp_2'];
    for (const [index, id] of order.entries()) {
      const lease = { owner: 'dead', ms: index - 1000 };
      await startTurn(store, id, { job: { ...background, lease } });
    }
    const leased = [];
    for (let count = 0; count < 3; count++)
      leased.push((await store.jobs.lease({ owner: 'a', ms: LONG }))?.key.id);
    expect(leased).toEqual(order);
  });

  test('many owners who lease at once never get the same job', async (store, openAnother) => {
    const names = Array.from({ length: 20 }, (_, index) => `resp_${index}`);
    for (const id of names) await startTurn(store, id, { job: background });
    const other = await openAnother();
    const leases = Array.from({ length: 30 }, (_, index) =>
      (index % 2 === 0 ? store : other).jobs.lease({ owner: `${index}`, ms: LONG }),
    );
    const leased = (await Promise.all(leases)).flatMap((job) => job?.key.id ?? []);
    expect(new Set(leased).size).toBe(leased.length);
    // Whoever met a job that another was just taking may have come back without one.
    for (let job = await store.jobs.lease({ owner: 'late', ms: LONG }); job; ) {
      leased.push(job.key.id);
      job = await store.jobs.lease({ owner: 'late', ms: LONG });
    }
    expect(leased.toSorted()).toEqual(names.toSorted());
  });

  test('a job that was leased from its creation on is nobody else’s', async (store) => {
    const lease = { owner: 'a', ms: LONG };
    await startTurn(store, 'resp_1', { job: { ...background, lease } });
    await startTurn(store, 'resp_2', { job: { kind: 'foreground', lease } });
    expect(await store.jobs.lease({ owner: 'b', ms: LONG })).toBeUndefined();
  });

  test('the end of a response is the end of its job', async (store) => {
    const created = await startTurn(store, 'resp_1', { job: background });
    await store.jobs.lease({ owner: 'a', ms: 0 });
    await store.finish(keyOf('resp_1'), { response: completed(created), events: [] });
    expect(await store.jobs.lease({ owner: 'b', ms: 0 })).toBeUndefined();
    await startTurn(store, 'resp_2', { job: background });
    await store.delete(keyOf('resp_2'));
    expect(await store.jobs.lease({ owner: 'b', ms: 0 })).toBeUndefined();
  });

  test('a lease that has run out goes to another, whose log starts anew, and the first owner writes no more', async (store) => {
    const created = await startTurn(store, 'resp_1', { job: background });
    const key = keyOf('resp_1');
    await store.jobs.lease({ owner: 'a', ms: 0 });
    await store.append(key, deltas(0, 9));
    const taken = await store.jobs.lease({ owner: 'b', ms: LONG });
    expect([taken?.attempt, taken?.lastEvent]).toEqual([2, -1]);
    expect(await store.append(key, deltas(10, 12))).toBe(false);
    const response = completed(created);
    expect(await store.finish(key, { response, events: [snapshot(response, 13)] })).toBe(false);
    expect(await store.append(key, deltas(0, 4), 2)).toBe(true);
    const ending = { response, events: [snapshot(response, 5)], attempt: 2 };
    expect(await store.finish(key, ending)).toBe(true);
    const { signal } = new AbortController();
    expect(await Array.fromAsync(store.events(key, -1, signal))).toEqual([
      ...deltas(0, 4),
      snapshot(response, 5),
    ]);
  });

  test('a reader goes on over a takeover with the numbers that it has not seen', async (store, openAnother) => {
    const created = await startTurn(store, 'resp_1', { job: background });
    const key = keyOf('resp_1');
    await store.jobs.lease({ owner: 'a', ms: 0 });
    await store.append(key, deltas(0, 3));
    const reader = store.events(key, -1, new AbortController().signal)[Symbol.asyncIterator]();
    const read = [];
    for (let count = 0; count < 4; count++) read.push((await reader.next()).value);
    const next = reader.next();
    const other = await openAnother();
    await other.jobs.lease({ owner: 'b', ms: LONG });
    await other.append(key, deltas(0, 2), 2);
    await other.append(key, deltas(3, 5), 2);
    read.push((await next).value);
    const response = completed(created);
    await other.finish(key, { response, events: [snapshot(response, 6)], attempt: 2 });
    for (let step = await reader.next(); !step.done; step = await reader.next())
      read.push(step.value);
    expect(read).toEqual([...deltas(0, 5), snapshot(response, 6)]);
  });

  test('a heartbeat keeps the jobs of its owner and of nobody else', async (store) => {
    for (const id of ['resp_1', 'resp_2']) await startTurn(store, id, { job: background });
    await store.jobs.lease({ owner: 'a', ms: LONG });
    await store.jobs.lease({ owner: 'b', ms: LONG });
    expect(await store.jobs.heartbeat({ owner: 'a', ms: 0 }, ['resp_1', 'resp_2'])).toEqual([]);
    const taken = await store.jobs.lease({ owner: 'c', ms: LONG });
    expect([taken?.key.id, taken?.attempt]).toEqual(['resp_1', 2]);
    expect(await store.jobs.lease({ owner: 'c', ms: LONG })).toBeUndefined();
  });

  test('a heartbeat lets go what its owner does not work on', async (store) => {
    const job = { ...background, lease: { owner: 'a', ms: 0 } };
    for (const id of ['resp_1', 'resp_2']) await startTurn(store, id, { job });
    await store.jobs.heartbeat({ owner: 'a', ms: LONG }, ['resp_1']);
    const taken = await store.jobs.lease({ owner: 'b', ms: LONG });
    expect([taken?.key.id, taken?.attempt]).toEqual(['resp_2', 2]);
    expect(await store.jobs.lease({ owner: 'b', ms: LONG })).toBeUndefined();
  });

  test('a heartbeat tells what is to be cancelled', async (store) => {
    for (const id of ['resp_1', 'resp_2']) await startTurn(store, id, { job: background });
    await store.jobs.lease({ owner: 'a', ms: LONG });
    await store.jobs.lease({ owner: 'a', ms: LONG });
    expect(await store.jobs.requestCancel(keyOf('resp_2'))).toBe(true);
    const both = ['resp_1', 'resp_2'];
    expect(await store.jobs.heartbeat({ owner: 'a', ms: LONG }, both)).toEqual([keyOf('resp_2')]);
    expect(await store.jobs.heartbeat({ owner: 'b', ms: LONG }, both)).toEqual([]);
  });

  test('a job that is cancelled before anybody has it is leased as such', async (store) => {
    await startTurn(store, 'resp_1', { job: background });
    await store.jobs.requestCancel(keyOf('resp_1'));
    const job = await store.jobs.lease({ owner: 'a', ms: LONG });
    expect([job?.isCancelled, job?.attempt]).toEqual([true, 1]);
  });

  test('only a job that is there can be cancelled', async (store) => {
    await startTurn(store, 'resp_1', { job: background });
    await startTurn(store, 'resp_2');
    for (const key of [keyOf('resp_1', 'other'), keyOf('resp_unknown'), keyOf('resp_2')])
      expect(await store.jobs.requestCancel(key)).toBe(false);
    expect((await store.jobs.lease({ owner: 'a', ms: LONG }))?.isCancelled).toBe(false);
  });

  test('jobs that are given back are leased at once, as another attempt', async (store) => {
    await startTurn(store, 'resp_1', { job: background });
    await store.jobs.lease({ owner: 'a', ms: LONG });
    await store.jobs.release('a');
    const job = await store.jobs.lease({ owner: 'b', ms: LONG });
    expect([job?.key.id, job?.attempt]).toEqual(['resp_1', 2]);
  });

  test('a job tells how often it was lost with its server, not how often it was given back', async (store, openAnother) => {
    const lease = { owner: 'a', ms: 0 };
    await startTurn(store, 'resp_1', { job: { ...background, lease } });
    const losses = [];
    for (const owner of ['b', 'c']) losses.push((await store.jobs.lease({ owner, ms: 0 }))?.losses);
    const other = await openAnother();
    losses.push((await other.jobs.lease({ owner: 'd', ms: LONG }))?.losses);
    await other.jobs.release('d');
    const job = await store.jobs.lease({ owner: 'e', ms: LONG });
    expect([...losses, job?.losses]).toEqual([1, 2, 3, 3]);
    expect(job?.attempt).toBe(5);
  });

  test('a foreground job whose server is dead keeps its log, for whoever ends it', async (store) => {
    const job = { kind: 'foreground', lease: { owner: 'dead', ms: 0 } } as const;
    const created = await startTurn(store, 'resp_1', { job, events: deltas(0, 4) });
    expect(await store.jobs.lease({ owner: 'a', ms: LONG })).toEqual({
      kind: 'foreground',
      key: keyOf('resp_1'),
      attempt: 2,
      losses: 1,
      response: created,
      lastEvent: 4,
      isCancelled: false,
    });
    const response = { ...created, status: 'failed' as const };
    const ending = { response, events: [snapshot(response, 5)], attempt: 2 };
    expect(await store.finish(keyOf('resp_1'), ending)).toBe(true);
  });

  test('jobs of all tenants are leased, each under its own', async (store) => {
    await startTurn(store, 'resp_1', { job: background, tenant: 'other' });
    await startTurn(store, 'resp_1', { job: background });
    const first = await store.jobs.lease({ owner: 'a', ms: LONG });
    const second = await store.jobs.lease({ owner: 'a', ms: LONG });
    expect([first?.key.tenant, second?.key.tenant]).toEqual(['other', TENANT]);
  });

  test('whoever waits for jobs is woken by a new one and by a cancellation, from another process too', async (store, openAnother) => {
    const controller = new AbortController();
    const changes = store.jobs.changes(controller.signal)[Symbol.asyncIterator]();
    expect((await changes.next()).done).toBe(false);
    const other = await openAnother();
    const created = changes.next();
    await startTurn(other, 'resp_1', { job: background });
    expect((await created).done).toBe(false);
    const cancelled = changes.next();
    await other.jobs.requestCancel(keyOf('resp_1'));
    expect((await cancelled).done).toBe(false);
    const end = changes.next();
    controller.abort();
    expect((await end).done).toBe(true);
  });
}

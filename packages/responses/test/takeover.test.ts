import { createModelDirectory, createScriptedModel } from '@antiphon/backend';
import { createLocalModel } from '@antiphon/engine';
import { parseCreateResponse, type ResponseEvent } from '@antiphon/protocol';
import { openSqliteStore, type ResponseStore, StoreError } from '@antiphon/store';
import { expect, test } from 'vitest';
import { withMethods } from './broken-store.ts';
import { haltAfter } from './halting-model.ts';
import { caller, create, never, serve, THINKS_AND_CALLS } from './serve.ts';

const LOST = 'the server that worked on this response has stopped';

const answer = () => 'Hello, world'.repeat(5);

test('what is made anew has the same items, so that a reader can go on', async () => {
  const store = openSqliteStore(':memory:');
  const halting = haltAfter(30, createScriptedModel(answer, { chatTemplate: THINKS_AND_CALLS }));
  const first = serve(answer, { store, models: createModelDirectory([createLocalModel(halting)]) });
  const request = parseCreateResponse({ input: 'Hi', background: true, temperature: 2 });
  const running = await first.service.create(request, caller, never);
  const key = { ...caller, id: running.response.id };
  const seen: ResponseEvent[] = [];
  for await (const event of running.events) {
    seen.push(event);
    if (seen.length === 20) break;
  }
  await first.service.close();
  const second = serve(answer, { store });
  for await (const event of await second.service.events(key, { after: 19, signal: never }))
    seen.push(event);
  expect(seen).toEqual(await Array.fromAsync(await second.service.events(key, { signal: never })));
  await second.service.close();
});

/** A service whose jobs are there for the next to take. */
function serveAndBeDead(store: ResponseStore) {
  const lease = { owner: 'server_dead', ms: 0 };
  const other = withMethods(store, {
    create: (turn) => store.create({ ...turn, job: { ...turn.job!, lease } }),
  });
  return serve(answer, { store: other, model: { stepMs: 20 } }).service;
}

test('what another server has taken over is told on as he makes it', async () => {
  const store = openSqliteStore(':memory:');
  const slow = serveAndBeDead(store);
  const request = parseCreateResponse({ input: 'Hi', background: true, temperature: 2 });
  const running = await slow.create(request, caller, never);
  const events = Array.fromAsync(running.events);
  const quick = serve(answer, { store }).service;
  const key = { ...caller, id: running.response.id };
  const response = await running.done;
  expect(response).toMatchObject({ status: 'completed' });
  expect(response).toEqual(await quick.retrieve(key));
  expect(await events).toEqual(await Array.fromAsync(await quick.events(key, { signal: never })));
  await quick.close();
});

test('who is slow does not complete what another has failed for him', async () => {
  const store = openSqliteStore(':memory:');
  const slow = serveAndBeDead(store);
  const running = await slow.create(parseCreateResponse({ input: 'Hi' }), caller, never);
  const events = Array.fromAsync(running.events);
  const other = serve(answer, { store }).service;
  const response = await running.done;
  expect(response).toMatchObject({ status: 'failed', error: { message: LOST } });
  expect(response).toEqual(await other.retrieve({ ...caller, id: response.id }));
  const told = await events;
  expect(told.map(({ sequence_number }) => sequence_number)).toEqual([...told.keys()]);
  expect(told.at(-1)).toMatchObject({ type: 'response.failed', response });
  await other.close();
});

test('who has read what was never stored gets the terminal event next', async () => {
  const store = openSqliteStore(':memory:');
  const slow = serveAndBeDead(store);
  const running = await slow.create(parseCreateResponse({ input: 'Hi' }), caller, never);
  const { service } = serve(answer, { store });
  const response = await running.done;
  const key = { ...caller, id: response.id };
  const log = await Array.fromAsync(await service.events(key, { signal: never }));
  for (const after of [log.length - 1, log.length, log.length + 20]) {
    const rest = await Array.fromAsync(await service.events(key, { after, signal: never }));
    expect(rest).toEqual([{ type: 'response.failed', sequence_number: after + 1, response }]);
  }
  await service.close();
});

test('who has read all of a completed response gets nothing more', async () => {
  const { service } = serve(answer);
  const { events, response } = await create(service, { input: 'Hi' });
  const key = { ...caller, id: response.id };
  const after = events.length - 1;
  expect(await Array.fromAsync(await service.events(key, { after, signal: never }))).toEqual([]);
});

/** A response in the background whose servers have died so many times. */
async function loseTimes(store: ResponseStore, losses: number) {
  const slow = serveAndBeDead(store);
  const running = await slow.create(
    parseCreateResponse({ input: 'Hi', background: true }),
    caller,
    never,
  );
  for (let lost = 1; lost < losses; lost++) await store.jobs.lease({ owner: `${lost}`, ms: 0 });
  return running;
}

test('what three servers have died of fails, and all who read are told', async () => {
  const store = openSqliteStore(':memory:');
  const running = await loseTimes(store, 3);
  const key = { ...caller, id: running.response.id };
  const { service } = serve(answer, { store });
  const error = { code: 'server_error', message: expect.stringContaining('was tried 3 times') };
  const response = await running.done;
  expect(response).toMatchObject({ status: 'failed', output: [], error });
  expect(response).toEqual(await service.retrieve(key));
  const log = await Array.fromAsync(await service.events(key, { signal: never }));
  expect(log).toEqual([{ type: 'response.failed', sequence_number: 0, response }]);
  const told = await Array.fromAsync(running.events);
  expect(told.map(({ sequence_number }) => sequence_number)).toEqual([...told.keys()]);
  expect(told.at(-1)).toMatchObject({ type: 'response.failed', response });
  await service.close();
});

test('what two servers have died of is made by the third', async () => {
  const store = openSqliteStore(':memory:');
  const running = await loseTimes(store, 2);
  const { service } = serve(answer, { store });
  expect(await running.done).toMatchObject({ status: 'completed' });
  await service.close();
});

test('how often a response is tried can be set', async () => {
  const store = openSqliteStore(':memory:');
  const running = await loseTimes(store, 1);
  const { service } = serve(answer, { store, maxAttempts: 1 });
  const error = { message: expect.stringContaining('was tried once') };
  expect(await running.done).toMatchObject({ status: 'failed', error });
  await service.close();
});

test('a job that servers give back as they close is made however often that is', async () => {
  const store = openSqliteStore(':memory:');
  const first = serve(answer, { store, model: { stepMs: 50 } }).service;
  const request = parseCreateResponse({ input: 'Hi', background: true });
  const { response } = await first.create(request, caller, never);
  const key = { ...caller, id: response.id };
  await first.close();
  for (let times = 0; times < 4; times++) {
    const next = serve(answer, { store, model: { stepMs: 50 } }).service;
    for await (const event of await next.events(key, { signal: never }))
      if (event.type === 'response.in_progress') break;
    await next.close();
  }
  const last = serve(answer, { store }).service;
  const events = await Array.fromAsync(await last.events(key, { signal: never }));
  expect(events.at(-1)).toMatchObject({ type: 'response.completed' });
  await last.close();
});

test('who reads a job’s events while its server dies for the last time gets the terminal event', async () => {
  const store = openSqliteStore(':memory:');
  const first = serve(answer, { store, model: { stepMs: 5 } }).service;
  const request = parseCreateResponse({ input: 'Hi', background: true });
  const key = { ...caller, id: (await first.create(request, caller, never)).response.id };
  const seen: ResponseEvent[] = [];
  const reader = (await first.events(key, { signal: never }))[Symbol.asyncIterator]();
  while (seen.length < 10) seen.push((await reader.next()).value);
  await first.close();
  const second = serve(answer, { store, maxAttempts: 0 }).service;
  for (let step = await reader.next(); !step.done; step = await reader.next())
    seen.push(step.value);
  expect(seen.map(({ sequence_number }) => sequence_number)).toEqual([...seen.keys()]);
  expect(seen.at(-1)).toMatchObject({ type: 'response.failed', response: { id: key.id } });
  await second.close();
});

test('a job is not lost by a store that is away while it is taken over', async () => {
  const store = openSqliteStore(':memory:');
  const slow = serveAndBeDead(store);
  const request = parseCreateResponse({ input: 'Hi', background: true });
  const running = await slow.create(request, caller, never);
  let refusals = 2;
  const flaky = withMethods(store, {
    async append(...given) {
      if (refusals-- > 0) throw new StoreError('the database is away');
      return store.append(...given);
    },
  });
  const { service } = serve(answer, { store: flaky });
  expect(await running.done).toMatchObject({ status: 'completed', error: null });
  expect(refusals).toBeLessThan(0);
  await service.close();
});

import { createModelDirectory, createScriptedModel, type LogitsModel } from '@antiphon/backend';
import { createLocalModel } from '@antiphon/engine';
import { parseCreateResponse, type ResponseEvent } from '@antiphon/protocol';
import { openSqliteStore } from '@antiphon/store';
import { expect, test } from 'vitest';
import { createResponseService } from '../src/index.ts';
import { haltAfter } from './halting-model.ts';
import { caller, create, never, serve, THINKS_AND_CALLS, textOf } from './serve.ts';

const slow = { model: { stepMs: 2 } };

test('a response in the background is queued at first, and goes on when its client has gone', async () => {
  const { service } = serve(() => 'Hello', slow);
  const abort = new AbortController();
  const request = parseCreateResponse({ input: 'Hi', background: true });
  const running = await service.create(request, caller, abort.signal);
  expect(running.response).toMatchObject({ status: 'queued', background: true });
  abort.abort();
  const response = await running.done;
  expect(response).toMatchObject({
    status: 'completed',
    output: [{ content: [{ text: 'Hello' }] }],
  });
  const events = await Array.fromAsync(running.events);
  expect(events.slice(0, 3).map(({ type }) => type)).toEqual([
    'response.created',
    'response.queued',
    'response.in_progress',
  ]);
});

test('the events of a response are read from its log, from any number on, while it runs and after', async () => {
  const { service } = serve(() => 'Hello, world', slow);
  const request = parseCreateResponse({ input: 'Hi' });
  const running = await service.create(request, caller, never);
  const key = { ...caller, id: running.response.id };
  const followed = await Array.fromAsync(await service.events(key, { signal: never }));
  const live = await Array.fromAsync(running.events);
  expect(followed).toEqual(live);
  const late = await Array.fromAsync(await service.events(key, { after: 5, signal: never }));
  expect(late).toEqual(live.slice(6));
});

test('a cancelled response stops the model, ends the streams of its readers, and stays as it is', async () => {
  const { service, store } = serve(() => 'x'.repeat(100_000), slow);
  const request = parseCreateResponse({ input: 'Hi', background: true });
  const running = await service.create(request, caller, never);
  const key = { ...caller, id: running.response.id };
  const reader = await service.events(key, { signal: never });
  const seen: ResponseEvent[] = [];
  let cancelled: ReturnType<typeof service.cancel> | undefined;
  for await (const event of reader) {
    seen.push(event);
    if (event.type === 'response.output_text.delta') cancelled ??= service.cancel(key);
  }
  const response = await cancelled!;
  expect(response).toMatchObject({ status: 'cancelled', output: [{ status: 'incomplete' }] });
  expect(seen.at(-1)?.type).toBe('response.output_item.done');
  expect(await running.done).toEqual(response);
  expect(await store.get(key)).toEqual(response);
  expect(await service.cancel(key)).toEqual(response);
});

test('a cancelled response ends the generation within one step of the model', async () => {
  let steps = 0;
  const scripted = createScriptedModel(() => 'x'.repeat(100_000), { stepMs: 1 });
  const counted: LogitsModel = {
    ...scripted,
    step(items, signal) {
      steps++;
      return scripted.step(items, signal);
    },
  };
  const models = createModelDirectory([createLocalModel(counted)]);
  const service = createResponseService({ store: openSqliteStore(':memory:'), models });
  const request = parseCreateResponse({ input: 'Hi', background: true });
  const running = await service.create(request, caller, never);
  for await (const event of running.events) if (event.type.endsWith('delta')) break;
  const cancelled = service.cancel({ ...caller, id: running.response.id });
  const { output } = await running.done;
  const stepsAtEnd = steps;
  await cancelled;
  // As many more as one token takes: the loop of the model has stopped for good.
  await create(service, { input: 'Hi', max_output_tokens: 1 });
  expect(steps - stepsAtEnd).toBeLessThanOrEqual(3);
  expect(output).toHaveLength(1);
});

test('a reader that comes late gets all events, also those that are no longer in memory', async () => {
  const { service } = serve(() => 'x'.repeat(4000));
  const running = await service.create(parseCreateResponse({ input: 'Hi' }), caller, never);
  await running.done;
  const events = await Array.fromAsync(running.events);
  expect(events.map((event) => event.sequence_number)).toEqual([...events.keys()]);
  expect(textOf(events)).toHaveLength(4000);
});

test('a response in the foreground can be cancelled while it runs, and not afterwards', async () => {
  const { service } = serve(() => 'x'.repeat(100_000), slow);
  const running = await service.create(parseCreateResponse({ input: 'Hi' }), caller, never);
  const key = { ...caller, id: running.response.id };
  expect((await service.cancel(key)).status).toBe('cancelled');
  await expect(service.cancel(key)).rejects.toMatchObject({ name: 'InvalidRequestError' });
});

test('a response that is being made is told as it stands', async () => {
  const { service } = serve(() => 'x'.repeat(100_000), slow);
  const request = parseCreateResponse({ input: 'Hi', background: true });
  const running = await service.create(request, caller, never);
  const key = { ...caller, id: running.response.id };
  for await (const event of running.events) if (event.type.endsWith('delta')) break;
  expect(await service.retrieve(key)).toMatchObject({
    status: 'in_progress',
    output: [{ content: [{ text: expect.stringMatching(/^x/) }] }],
  });
  await service.cancel(key);
});

test('a deleted response stops being made', async () => {
  const { service } = serve(() => 'x'.repeat(100_000), slow);
  const request = parseCreateResponse({ input: 'Hi', background: true });
  const running = await service.create(request, caller, never);
  const key = { ...caller, id: running.response.id };
  await service.delete(key);
  expect((await running.done).status).toBe('cancelled');
  await expect(service.retrieve(key)).rejects.toThrow('not found');
});

test('a response that cannot be continued yet says so', async () => {
  const { service } = serve(() => 'x'.repeat(100_000), slow);
  const request = parseCreateResponse({ input: 'Hi', background: true });
  const running = await service.create(request, caller, never);
  const next = { input: 'And?', previous_response_id: running.response.id };
  await expect(create(service, next)).rejects.toThrow('is still');
  await service.cancel({ ...caller, id: running.response.id });
});

test('what a service leaves when it closes, the next one makes anew with the same tokens', async () => {
  const store = openSqliteStore(':memory:');
  const answer = () => 'Hello, world'.repeat(20);
  // However long the test takes, it is in the middle of its answer.
  const halting = haltAfter(30, createScriptedModel(answer, { chatTemplate: THINKS_AND_CALLS }));
  const models = createModelDirectory([createLocalModel(halting)]);
  const first = serve(answer, { store, models });
  const request = parseCreateResponse({ input: 'Hi', background: true, temperature: 2 });
  const running = await first.service.create(request, caller, never);
  const key = { ...caller, id: running.response.id };
  for await (const event of store.events(key, -1, never)) if (event.type.endsWith('delta')) break;
  await first.service.close();
  expect((await store.get(key))?.completed_at).toBeNull();

  const second = serve(answer, { store });
  const events = await Array.fromAsync(await second.service.events(key, { signal: never }));
  expect(events.at(-1)?.type).toBe('response.completed');
  const { seed } = running.response;
  const alone = await create(second.service, { input: 'Hi', temperature: 2, seed });
  expect(textOf(events)).toBe(textOf(alone.events));
  expect(await second.service.retrieve(key)).toMatchObject({ status: 'completed', seed });
  await second.service.close();
});

test('a response of another process is cancelled there', async () => {
  const store = openSqliteStore(':memory:');
  const maker = serve(() => 'x'.repeat(100_000), { store, ...slow });
  const other = serve(() => 'unused', { store });
  const request = parseCreateResponse({ input: 'Hi', background: true });
  const running = await maker.service.create(request, caller, never);
  const key = { ...caller, id: running.response.id };
  expect((await other.service.cancel(key)).status).toBe('cancelled');
  expect((await running.done).status).toBe('cancelled');
});

test('a response whose server is gone with its client fails, with what had been told of it', async () => {
  const store = openSqliteStore(':memory:');
  const { service } = serve(() => 'Hello', { store });
  const { events, response } = await create(service, { input: 'Hi' });
  const id = 'resp_of_a_server_that_died';
  const told = events.slice(0, 6).map((event) => renamed(event, id));
  await store.create({
    tenant: caller.tenant,
    response: { ...response, id, status: 'in_progress', output: [], usage: null },
    input: [],
    events: told,
    job: { kind: 'foreground', lease: { owner: 'dead', ms: 1 } },
  });
  const key = { ...caller, id };
  const seen = await Array.fromAsync(await service.events(key, { signal: never }));
  const failed = await service.retrieve(key);
  expect(seen.at(-1)).toMatchObject({ type: 'response.failed', response: failed });
  expect(failed).toMatchObject({
    status: 'failed',
    error: { code: 'server_error', message: expect.stringContaining('has stopped') },
    output: [{ status: 'incomplete', content: [{ text: 'He' }] }],
  });
});

function renamed(event: ResponseEvent, id: string): ResponseEvent {
  return 'response' in event && typeof event.response === 'object'
    ? ({ ...event, response: { ...event.response, id } } as ResponseEvent)
    : event;
}

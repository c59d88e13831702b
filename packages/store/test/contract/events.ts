import type { ResponseEvent } from '@antiphon/protocol';
import { expect } from 'vitest';
import type { ResponseStore } from '../../src/index.ts';
import { completed, deltas, keyOf, snapshot, startTurn } from './samples.ts';
import type { StoreTest } from './store-test.ts';

export function testEvents(test: StoreTest): void {
  test('a log is read back from any number, to the byte', async (store) => {
    const created = await startTurn(store, 'resp_1');
    const log = [snapshot(created, 0), ...deltas(1, 200)];
    expect(await store.append(keyOf('resp_1'), log.slice(0, 90))).toBe(true);
    expect(await store.append(keyOf('resp_1'), log.slice(90))).toBe(true);
    const response = completed(created);
    const last = snapshot(response, 201);
    await store.finish(keyOf('resp_1'), { response, events: [last] });
    expect(JSON.stringify(await readAll(store, -1))).toBe(JSON.stringify([...log, last]));
    expect(numbers(await readAll(store, 150))).toEqual(numbers([...log.slice(151), last]));
    expect(await readAll(store, 201)).toEqual([]);
  });

  test('the first events are stored with the response', async (store) => {
    const created = await startTurn(store, 'resp_1', { events: deltas(0, 2) });
    await store.finish(keyOf('resp_1'), { response: completed(created), events: [] });
    expect(await readAll(store, -1)).toEqual(deltas(0, 2));
  });

  test('a snapshot in the log becomes the resource', async (store) => {
    const created = await startTurn(store, 'resp_1');
    const queued = { ...created, status: 'queued' as const };
    await store.append(keyOf('resp_1'), [snapshot(queued, 0), ...deltas(1, 2)]);
    expect(await store.get(keyOf('resp_1'))).toEqual(queued);
    await store.append(keyOf('resp_1'), [snapshot(created, 3), ...deltas(4, 5)]);
    expect(await store.get(keyOf('resp_1'))).toEqual(created);
  });

  test('an event whose number is in the log already is left out', async (store) => {
    const created = await startTurn(store, 'resp_1');
    await store.append(keyOf('resp_1'), deltas(0, 4));
    await store.append(keyOf('resp_1'), deltas(3, 6));
    await store.finish(keyOf('resp_1'), { response: completed(created), events: deltas(6, 7) });
    expect(await readAll(store, -1)).toEqual(deltas(0, 7));
  });

  test('nothing is added to the log of a response that has ended', async (store) => {
    const created = await startTurn(store, 'resp_1');
    await store.finish(keyOf('resp_1'), { response: completed(created), events: deltas(0, 1) });
    expect(await store.append(keyOf('resp_1'), deltas(2, 3))).toBe(false);
    expect(await readAll(store, -1)).toEqual(deltas(0, 1));
  });

  test('a reader follows a response until it ends', async (store) => {
    const created = await startTurn(store, 'resp_1');
    await store.append(keyOf('resp_1'), deltas(0, 1));
    const read = readAll(store, 0);
    await store.append(keyOf('resp_1'), deltas(2, 200));
    const response = completed(created);
    await store.finish(keyOf('resp_1'), { response, events: [snapshot(response, 201)] });
    expect(numbers(await read)).toEqual(Array.from({ length: 201 }, (_, index) => index + 1));
  });

  test('a reader gets each event before the next is there', async (store) => {
    await startTurn(store, 'resp_1');
    const reader = follow(store, -1, new AbortController().signal);
    for (let sequence = 0; sequence < 5; sequence++) {
      const next = reader.next();
      await store.append(keyOf('resp_1'), deltas(sequence, sequence));
      expect((await next).value).toEqual(deltas(sequence, sequence)[0]);
    }
    await reader.return?.();
  });

  test('a reader follows what another process writes', async (store, openAnother) => {
    const created = await startTurn(store, 'resp_1');
    const other = await openAnother();
    const reader = follow(other, -1, new AbortController().signal);
    for (let sequence = 0; sequence < 3; sequence++) {
      const next = reader.next();
      await store.append(keyOf('resp_1'), deltas(sequence, sequence));
      expect((await next).value).toEqual(deltas(sequence, sequence)[0]);
    }
    const end = reader.next();
    await store.finish(keyOf('resp_1'), { response: completed(created), events: [] });
    expect((await end).done).toBe(true);
  });

  test('a reader of a response that ends without a terminal event, or is deleted, ends', async (store) => {
    const created = await startTurn(store, 'resp_1');
    const cancelled = readAll(store, -1);
    const response = { ...created, status: 'cancelled' as const };
    await store.finish(keyOf('resp_1'), { response, events: [] });
    expect(await cancelled).toEqual([]);

    await startTurn(store, 'resp_2');
    const deleted = readAll(store, -1, 'resp_2');
    await store.delete(keyOf('resp_2'));
    expect(await deleted).toEqual([]);
  });

  test('a reader ends when its signal is aborted and when the store is closed', async (store) => {
    await startTurn(store, 'resp_1');
    await store.append(keyOf('resp_1'), deltas(0, 0));
    const controller = new AbortController();
    const reader = follow(store, -1, controller.signal);
    expect((await reader.next()).done).toBe(false);
    const end = reader.next();
    controller.abort();
    expect((await end).done).toBe(true);

    const other = follow(store, 0, new AbortController().signal);
    const closed = other.next();
    await store.close();
    expect((await closed).done).toBe(true);
  });
}

function readAll(store: ResponseStore, after: number, id = 'resp_1'): Promise<ResponseEvent[]> {
  return Array.fromAsync(store.events(keyOf(id), after, new AbortController().signal));
}

function follow(
  store: ResponseStore,
  after: number,
  signal: AbortSignal,
): AsyncIterator<ResponseEvent> {
  return store.events(keyOf('resp_1'), after, signal)[Symbol.asyncIterator]();
}

function numbers(events: readonly ResponseEvent[]): number[] {
  return events.map((event) => event.sequence_number);
}

import { randomBytes } from 'node:crypto';
import {
  type Conversation,
  type ErrorBody,
  isTerminalEvent,
  type ResponseEvent,
  type ResponseResource,
  readResponseEvents,
} from '@antiphon/protocol';
import { type ResponseStore, StoreError } from '@antiphon/store';
import { expect, vi } from 'vitest';
import { accumulated } from '../routes/contract.ts';
import { startServer } from '../start.ts';

/** A store that can be made to take nothing more, for a reason that is not its own. */
export interface FailingStorage {
  readonly store: ResponseStore;
  fail(): void;
  recover(): void;
}

/** No database packs it. */
const input = () => randomBytes(6000).toString('hex');

/**
 * What holds of a server whose storage fails while it serves, and recovers: nothing is acknowledged that is not stored, an end neither,
 * and all goes on afterwards. Resolves to the causes of the faults that the server has logged.
 */
export async function expectNothingUnstored(storage: FailingStorage): Promise<readonly unknown[]> {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const gate = { opened: Promise.resolve(), open: () => {} };
  const server = await startServer({
    store: storage.store,
    script: () => 'x'.repeat(2000),
    onStep: () => gate.opened,
  });
  const send = (path: string, body: object, headers = {}) => {
    const type = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers: { ...type, ...headers }, body: JSON.stringify(body) };
    return fetch(`${server.url}/v1${path}`, init);
  };
  const find = async (id: string) => {
    const reply = await fetch(`${server.url}/v1/responses/${id}`);
    return (await reply.json()) as ResponseResource;
  };
  const acknowledged: ResponseResource[] = [];
  let isFailing = false;
  /** Whether it was made; if not, in the one way that there is. */
  const isMade = async (body: object): Promise<boolean> => {
    const reply = await send('/responses', body);
    if (reply.ok) acknowledged.push((await reply.json()) as ResponseResource);
    else await expectRefusal(reply);
    return reply.ok;
  };
  try {
    expect(await isMade({ input: 'Hi' })).toBe(true);
    const [before] = acknowledged;

    gate.opened = new Promise((resolve) => {
      gate.open = resolve;
    });
    const streamed = await send('/responses', { input: 'Hi', stream: true });
    const events: ResponseEvent[] = [];
    const reading = readAll(streamed, events);
    const whole = send('/responses', { input: 'Hi' }, { 'idempotency-key': 'whole' });
    const isBegun = async () =>
      expect(await storage.store.repeated('default', 'whole')).toBeTruthy();
    await vi.waitFor(isBegun);

    storage.fail();
    isFailing = true;
    // What the database has at hand already may serve for a while.
    while (await isMade({ input: input(), background: true }));
    for (const more of [{}, { stream: true }, { background: true }])
      expect(await isMade({ input: input(), ...more })).toBe(false);
    const items = [{ role: 'user', content: input() }];
    await expectRefusal(await send('/conversations', { items }));
    gate.open();
    await expectRefusal(await whole);
    expect(events.filter(isTerminalEvent)).toEqual([]);
    expect((await find(idOf(events))).status).toBe('in_progress');
    expect(await find(before!.id)).toEqual(before);

    storage.recover();
    isFailing = false;
    await reading;
    const { response, isEnded } = accumulated(events);
    expect([isEnded, response?.status]).toEqual([true, 'completed']);
    expect(await find(idOf(events))).toEqual(response);
    expect(await isMade({ input: input() })).toBe(true);
    const made = await send('/conversations', { items });
    expect(((await made.json()) as Conversation).object).toBe('conversation');
    for (const { id } of acknowledged)
      await vi.waitFor(async () => expect((await find(id)).status).toBe('completed'), 20_000);
    return log.mock.calls
      .flat()
      .map((fault) => (fault instanceof StoreError ? fault.cause : fault));
  } finally {
    if (isFailing) storage.recover();
    gate.open();
    log.mockRestore();
    await server.close(0);
  }
}

async function expectRefusal(reply: Response): Promise<void> {
  const { error } = (await reply.json()) as ErrorBody;
  expect([reply.status, error.code]).toEqual([503, 'storage_unavailable']);
  expect(error.message).toBe('the server cannot store or read responses now; its log says why');
  expect(reply.headers.get('retry-after')).toBe('1');
}

async function readAll(reply: Response, events: ResponseEvent[]): Promise<void> {
  for await (const event of readResponseEvents(reply.body!)) events.push(event);
}

function idOf([first]: readonly ResponseEvent[]): string {
  if (first?.type !== 'response.created') throw new Error('the stream has not begun');
  return first.response.id;
}

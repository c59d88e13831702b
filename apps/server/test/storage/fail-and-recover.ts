import { randomBytes } from 'node:crypto';
import { isTerminalEvent } from '@antiphon/protocol';
import { type ResponseStore, StoreError } from '@antiphon/store';
import { expect, vi } from 'vitest';
import { accumulated } from '../routes/contract.ts';
import { startServer } from '../start.ts';
import { expectRefusal, ReadStream, StorageClient } from './client.ts';

/** A store that can be made to take nothing more, for a reason that is not its own. */
export interface FailingStorage {
  readonly store: ResponseStore;
  fail(): void;
  recover(): void;
}

/** What holds the model up. */
interface Gate {
  opened: Promise<void>;
  open: () => void;
}

/**
 * What holds of a server whose storage fails while it serves, and recovers: nothing is acknowledged that is not stored, an end neither,
 * and all goes on afterwards. Resolves to the causes of the faults that the server has logged.
 */
export async function expectNothingUnstored(storage: FailingStorage): Promise<readonly unknown[]> {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const gate: Gate = { opened: Promise.resolve(), open: () => {} };
  const { store } = storage;
  const script = () => 'x'.repeat(2000);
  const server = await startServer({ store, script, onStep: () => gate.opened });
  const undo = new Set<() => void>();
  try {
    const client = new StorageClient(server.url);
    expect(await client.isMade({ input: 'Hi' })).toBe(true);
    gate.opened = new Promise((resolve) => {
      gate.open = resolve;
    });
    const stream = new ReadStream(await client.post('/responses', { input: 'Hi', stream: true }));
    const whole = client.post('/responses', { input: 'Hi' }, { 'idempotency-key': 'whole' });
    await vi.waitFor(async () => expect(await store.repeated('default', 'whole')).toBeTruthy());

    storage.fail();
    undo.add(storage.recover);
    await expectRefusals(client);
    gate.open();
    await expectRefusal(await whole);
    await expectUntold(client, stream);

    storage.recover();
    undo.clear();
    await expectRecovery(client, stream);
    return log.mock.calls
      .flat()
      .map((fault) => (fault instanceof StoreError ? fault.cause : fault));
  } finally {
    for (const recover of undo) recover();
    gate.open();
    log.mockRestore();
    await server.close(0);
  }
}

/** No database packs it. */
function input(): string {
  return randomBytes(6000).toString('hex');
}

async function expectRefusals(client: StorageClient): Promise<void> {
  // What the database has at hand already may serve for a while.
  while (await client.isMade({ input: input(), background: true }));
  for (const more of [{}, { stream: true }, { background: true }])
    expect(await client.isMade({ input: input(), ...more })).toBe(false);
  const items = [{ role: 'user', content: input() }];
  await expectRefusal(await client.post('/conversations', { items }));
}

/** What has been made to its end is not told to have ended; what is stored can be read. */
async function expectUntold(client: StorageClient, stream: ReadStream): Promise<void> {
  expect(stream.events.filter(isTerminalEvent)).toEqual([]);
  expect((await client.find(stream.id)).status).toBe('in_progress');
  const [before] = client.acknowledged;
  expect(await client.find(before!.id)).toEqual(before);
}

async function expectRecovery(client: StorageClient, stream: ReadStream): Promise<void> {
  await stream.ended;
  const { response, isEnded } = accumulated(stream.events);
  expect([isEnded, response?.status]).toEqual([true, 'completed']);
  expect(await client.find(stream.id)).toEqual(response);
  expect(await client.isMade({ input: input() })).toBe(true);
  const items = [{ role: 'user', content: input() }];
  expect((await client.post('/conversations', { items })).status).toBe(200);
  for (const { id } of client.acknowledged) {
    const isCompleted = async () => expect((await client.find(id)).status).toBe('completed');
    await vi.waitFor(isCompleted, 20_000);
  }
}

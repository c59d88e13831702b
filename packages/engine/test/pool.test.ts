import { setTimeout as pause } from 'node:timers/promises';
import { createScriptedModel, generate, type LanguageModel } from '@antiphon/backend';
import { expect, test, vi } from 'vitest';
import { createLocalModel, ModelPool, type ModelPoolOptions } from '../src/index.ts';

const never = new AbortController().signal;

/** What happened to the models, in order: `open a`, `close a` … */
type Journal = string[];

interface SourceOptions {
  readonly bytes?: number;
  /** Is awaited by each load. */
  readonly before?: (signal: AbortSignal) => Promise<void>;
}

function source(id: string, journal: Journal, { bytes, before }: SourceOptions = {}) {
  const open = async (signal: AbortSignal): Promise<LanguageModel> => {
    journal.push(`open ${id}`);
    await before?.(signal);
    const model = createLocalModel(createScriptedModel(() => `I am ${id}`));
    return {
      ...model,
      id,
      async close() {
        journal.push(`close ${id}`);
        await model.close();
      },
    };
  };
  return { id, open, ...(bytes !== undefined && { estimatedBytes: bytes }) };
}

function poolOf(ids: string, journal: Journal, options: ModelPoolOptions & SourceOptions = {}) {
  return new ModelPool(
    [...ids].map((id) => source(id, journal, options)),
    options,
  );
}

async function ask(model: LanguageModel): Promise<string> {
  const request = {
    conversation: { messages: [{ role: 'user' as const, content: 'Who are you?' }] },
    sampling: model.settleSampling({}),
    tenant: 'tenant',
  };
  let text = '';
  for await (const delta of generate(model, request, never)) {
    if (delta.kind === 'text') text += delta.text;
  }
  return text;
}

test('a model is loaded when it is asked for, once for all that want it', async () => {
  const journal: Journal = [];
  const pool = poolOf('ab', journal);
  expect(pool.ids).toEqual(['a', 'b']);
  expect(pool.loaded('a')).toBeUndefined();
  const leases = await Promise.all([pool.acquire('a', never), pool.acquire('a', never)]);
  expect(leases[0]!.model).toBe(leases[1]!.model);
  expect(await ask(leases[0]!.model)).toBe('I am a');
  expect(pool.loaded('a')).toBe(leases[0]!.model);
  expect(pool.list()).toEqual([
    { id: 'a', isLoaded: true },
    { id: 'b', isLoaded: false },
  ]);
  expect(journal).toEqual(['open a']);
  await pool.close();
});

test('a failed load fails those that wait for it, and is tried again by the next', async () => {
  const journal: Journal = [];
  let isBroken = true;
  const before = async () => {
    if (isBroken) throw new Error('no such file');
  };
  const pool = poolOf('a', journal, { before, memoryBytes: 1, bytes: 1 });
  const tries = await Promise.allSettled([pool.acquire('a', never), pool.acquire('a', never)]);
  expect(tries.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isBroken = false;
  const { model } = await pool.acquire('a', never);
  expect(model.id).toBe('a');
  expect(journal).toEqual(['open a', 'open a']);
  await pool.close();
});

test('a model that broke down is closed and loaded anew by the next', async () => {
  const journal: Journal = [];
  const pool = poolOf('a', journal, { bytes: 1, memoryBytes: 1 });
  const broken = await pool.acquire('a', never);
  Object.assign(broken.model, { fault: new Error('the thread has ended') });
  const next = await Promise.all([pool.acquire('a', never), pool.acquire('a', never)]);
  expect(next[0]!.model).toBe(next[1]!.model);
  expect(next[0]!.model).not.toBe(broken.model);
  expect(journal).toEqual(['open a', 'close a', 'open a']);
  await pool.close();
});

test('the model that has been idle longest makes room for another', async () => {
  const journal: Journal = [];
  const pool = poolOf('abc', journal, { bytes: 4, memoryBytes: 8 });
  await pool.preload('a', never);
  await pool.preload('b', never);
  await pool.preload('a', never);
  await pool.preload('c', never);
  expect(journal).toEqual(['open a', 'open b', 'close b', 'open c']);
  await pool.close();
});

test('a load waits while all models that could make room are held', async () => {
  const journal: Journal = [];
  const pool = poolOf('ab', journal, { bytes: 1, memoryBytes: 1 });
  const first = await pool.acquire('a', never);
  const second = pool.acquire('b', never);
  expect(await ask(first.model)).toBe('I am a');
  expect(journal).toEqual(['open a']);
  first.release();
  expect(await ask((await second).model)).toBe('I am b');
  expect(journal).toEqual(['open a', 'close a', 'open b']);
  await pool.close();
});

test('who gives up waiting gets the reason, and the load that nobody wants any more is not begun', async () => {
  const journal: Journal = [];
  const pool = poolOf('abc', journal, { bytes: 1, memoryBytes: 1 });
  const first = await pool.acquire('a', never);
  const abort = new AbortController();
  const second = pool.acquire('b', abort.signal);
  const third = pool.acquire('c', never);
  abort.abort(new Error('no longer'));
  await expect(second).rejects.toThrow('no longer');
  first.release();
  expect((await third).model.id).toBe('c');
  expect(journal).toEqual(['open a', 'close a', 'open c']);
  await pool.close();
});

test('a load goes on without the one that wanted it', async () => {
  const journal: Journal = [];
  const gate = Promise.withResolvers<void>();
  const pool = poolOf('a', journal, { before: () => gate.promise });
  const abort = new AbortController();
  const waiting = pool.acquire('a', abort.signal);
  abort.abort(new Error('no longer'));
  await expect(waiting).rejects.toThrow('no longer');
  gate.resolve();
  expect((await pool.acquire('a', never)).model.id).toBe('a');
  expect(journal).toEqual(['open a']);
  await pool.close();
});

test('a model larger than the memory is refused at once', async () => {
  const pool = poolOf('a', [], { bytes: 3, memoryBytes: 2 });
  await expect(pool.acquire('a', never)).rejects.toThrow('it needs 3 bytes');
  await pool.close();
});

test('an idle model is unloaded after its time, a held one is not', async () => {
  const journal: Journal = [];
  const pool = poolOf('ab', journal, { idleMs: 1 });
  const held = await pool.acquire('a', never);
  await pool.preload('b', never);
  await vi.waitFor(() => expect(pool.loaded('b')).toBeUndefined());
  expect(pool.loaded('a')).toBe(held.model);
  held.release();
  held.release();
  await vi.waitFor(() => expect(journal).toEqual(['open a', 'open b', 'close b', 'close a']));
  await pool.close();
});

test('closing closes what is held, and calls off loads and waits', async () => {
  const journal: Journal = [];
  const before = (signal: AbortSignal) =>
    new Promise<void>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  const pool = new ModelPool(
    [
      source('a', journal, { bytes: 1 }),
      source('b', journal, { bytes: 1, before }),
      source('c', journal, { bytes: 1 }),
    ],
    { memoryBytes: 2 },
  );
  await pool.acquire('a', never);
  const waiting = Promise.allSettled([pool.acquire('b', never), pool.acquire('c', never)]);
  await vi.waitFor(() => expect(journal).toContain('open b'));
  await pool.close();
  const reasons = (await waiting).map((result) => result.status === 'rejected' && result.reason);
  expect(reasons.map(String)).toEqual(Array(2).fill('Error: the models are closed'));
  expect(journal).toEqual(['open a', 'open b', 'close a']);
  await expect(pool.acquire('a', never)).rejects.toThrow('the models are closed');
});

test('an unknown id is refused, and so are a pool without models and one with an id twice', async () => {
  const pool = poolOf('ab', []);
  await expect(pool.acquire('c', never)).rejects.toThrow(RangeError);
  await expect(pool.acquire('c', never)).rejects.toThrow('there is a, b');
  expect(() => new ModelPool([])).toThrow(RangeError);
  expect(() => poolOf('aa', [])).toThrow('named twice');
});

test('whatever comes and goes, held models stay open and the memory is never exceeded', async () => {
  const random = seededRandom(11);
  const bytes: Record<string, number> = { a: 1, b: 2, c: 3, d: 4 };
  const open = new Set<string>();
  const held = new Map<string, number>();
  const journal: Journal = [];
  const entries = Object.keys(bytes).map((id) => {
    const made = source(id, journal, { before: () => pause(random() * 3) });
    return {
      id,
      estimatedBytes: async () => bytes[id]!,
      async open(signal: AbortSignal): Promise<LanguageModel> {
        expect(open.has(id)).toBe(false);
        open.add(id);
        expect([...open].reduce((sum, one) => sum + bytes[one]!, 0)).toBeLessThanOrEqual(5);
        if (random() < 0.2) open.delete(id);
        if (!open.has(id)) throw new Error('does not load');
        const model = await made.open(signal);
        return {
          ...model,
          async close() {
            expect(held.get(id) ?? 0).toBe(0);
            await pause(random() * 3);
            open.delete(id);
          },
        };
      },
    };
  });
  const pool = new ModelPool(entries, { memoryBytes: 5, idleMs: 2 });
  const use = async () => {
    await pause(random() * 60);
    const id = [...'abcd'][Math.floor(random() * 4)]!;
    const signal = random() < 0.3 ? AbortSignal.timeout(Math.floor(random() * 10)) : never;
    const lease = await pool.acquire(id, signal);
    held.set(id, (held.get(id) ?? 0) + 1);
    expect(lease.model.id).toBe(id);
    await pause(random() * 5);
    expect(open.has(id)).toBe(true);
    held.set(id, held.get(id)! - 1);
    lease.release();
  };
  const uses = await Promise.allSettled(Array.from({ length: 150 }, use));
  const faults = uses.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  const expected = /does not load|aborted due to timeout/;
  expect(faults.filter((fault) => !expected.test(String(fault)))).toEqual([]);
  expect(faults.length).toBeLessThan(uses.length);
  await pool.close();
  expect([...open]).toEqual([]);
});

/** Mulberry32: the same numbers on every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

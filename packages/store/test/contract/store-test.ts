import { test } from 'vitest';
import type { ResponseStore } from '../../src/index.ts';

/** Opens one database, which is empty at first, as often as it is called: each store is what a process would have. */
export type OpenStore = () => Promise<ResponseStore>;

export type StoreTest = (
  behaviour: string,
  body: (store: ResponseStore, openAnother: OpenStore) => Promise<void>,
) => void;

/** For the longest chains, on a machine that has much else to do. */
const PATIENCE_MS = 60_000;

/** A test with a database of its own, whose stores are closed afterwards. */
export function storeTest(newDatabase: () => Promise<OpenStore>): StoreTest {
  return (behaviour, body) =>
    test(behaviour, { timeout: PATIENCE_MS }, async () => {
      const openStore = await newDatabase();
      const opened: ResponseStore[] = [];
      const open = async () => {
        const store = await openStore();
        opened.push(store);
        return store;
      };
      try {
        await body(await open(), open);
      } finally {
        for (const store of opened) await store.close();
      }
    });
}

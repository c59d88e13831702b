import { setTimeout as pause } from 'node:timers/promises';
import type { ResponseStore } from './response-store.ts';
import type { Retention } from './retention.ts';

export interface CollectorOptions {
  readonly retention: Retention;
  readonly signal: AbortSignal;
  /** From the end of one collection to the start of the next; a minute when it is left out. */
  readonly everyMs?: number;
  /** Is told why a collection broke off. The next one comes all the same. */
  readonly onFault?: (fault: unknown) => void;
}

const DEFAULT_EVERY_MS = 60_000;

/** Between two steps, for whatever else wants the database. */
const BREATH_MS = 10;

/** Collects now and then, each time until nothing is left to do, until the signal is aborted. Does not keep the process alive. */
export async function keepCollecting(
  store: ResponseStore,
  { retention, signal, everyMs = DEFAULT_EVERY_MS, onFault = () => {} }: CollectorOptions,
): Promise<void> {
  while (!signal.aborted) {
    const hasMore = await collectStep(store, retention, onFault);
    await pause(hasMore ? BREATH_MS : everyMs, undefined, { signal, ref: false }).catch(() => {});
  }
}

async function collectStep(
  store: ResponseStore,
  retention: Retention,
  onFault: (fault: unknown) => void,
): Promise<boolean> {
  try {
    return (await store.collect(retention)) > 0;
  } catch (fault) {
    onFault(fault);
    return false;
  }
}

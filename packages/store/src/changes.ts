import type { Topics } from './topics.ts';

export interface ChangesOptions {
  readonly signal: AbortSignal;
  /** Whether a process that does nothing but wait for this goes on. */
  readonly keepsAlive: boolean;
}

/**
 * Comes at once, then after every announcement of the topic and at the latest after the poll time. Announcements that come while
 * the reader is busy are one. Ends, without an error, when the signal is aborted.
 */
export async function* changes(
  topics: Topics,
  topic: string,
  { signal, keepsAlive }: ChangesOptions,
): AsyncGenerator<void> {
  let hasChanged = true;
  let wake = () => {};
  const change = () => {
    hasChanged = true;
    wake();
  };
  const unsubscribe = topics.subscribe(topic, change);
  signal.addEventListener('abort', change);
  try {
    while (!signal.aborted) {
      if (!hasChanged) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, topics.pollMs);
          if (!keepsAlive) timer.unref();
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      hasChanged = false;
      if (!signal.aborted) yield;
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', change);
  }
}

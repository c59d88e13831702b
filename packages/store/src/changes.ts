import type { Topics } from './topics.ts';

/**
 * Comes at once, then after every announcement of the topic and at the latest after the poll time. Announcements that come while
 * the reader is busy are one. Ends, without an error, when the signal is aborted.
 */
export async function* changes(
  topics: Topics,
  topic: string,
  signal: AbortSignal,
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
      if (!hasChanged) await pause(topics.pollMs, (end) => (wake = end));
      hasChanged = false;
      if (!signal.aborted) yield;
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', change);
  }
}

/** Resolves after the time, or earlier when the function that `use` is given is called. */
function pause(ms: number, use: (end: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    use(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

import { createHash } from 'node:crypto';
import type { ResponseKey } from './response-store.ts';

/** Something has been written about a topic: readers who wait for it look again. */
export interface Topics {
  announce(topic: string): void;
  /** The listener is called at every announcement, by whichever process, until it is taken off. */
  subscribe(topic: string, listener: () => void): () => void;
  /** How long to wait at most before looking again, for announcements that do not come through. */
  readonly pollMs: number;
  close(): Promise<void>;
}

/** Of all that concerns jobs. */
export const JOB_TOPIC = 'jobs';

/** Short and free of odd characters, whatever the key. */
export function topicOf({ tenant, id }: ResponseKey): string {
  return createHash('sha256').update(`${tenant}\n${id}`).digest('base64url').slice(0, 24);
}

/** Announcements within this process. */
export class LocalTopics implements Topics {
  readonly pollMs: number;
  readonly #listeners = new Map<string, Set<() => void>>();

  constructor(pollMs: number) {
    this.pollMs = pollMs;
  }

  announce(topic: string): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener();
  }

  /** As if every topic had been announced. */
  announceAll(): void {
    for (const topic of this.#listeners.keys()) this.announce(topic);
  }

  subscribe(topic: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(topic) === listeners)
        this.#listeners.delete(topic);
    };
  }

  async close(): Promise<void> {}
}

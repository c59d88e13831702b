import type { Item } from '@antiphon/protocol';

/** What of a response is needed to continue it. */
export interface RememberedResponse {
  readonly id: string;
  /** All items of its chain, oldest first, its own output last. */
  readonly items: readonly Item[];
  /** Whether it is in the store too. */
  readonly isStored: boolean;
}

/** The latest response of one connection, whether or not it is stored. */
export interface ConnectionMemory {
  recall(id: string): RememberedResponse | undefined;
  /** Takes the place of what was remembered before. */
  remember(response: RememberedResponse): void;
  /** Forgets the response of this id. */
  evict(id: string): void;
}

/** A memory that is empty as yet. */
export function createConnectionMemory(): ConnectionMemory {
  let latest: RememberedResponse | undefined;
  return {
    recall: (id) => (latest?.id === id ? latest : undefined),
    remember: (response) => {
      latest = response;
    },
    evict: (id) => {
      if (latest?.id === id) latest = undefined;
    },
  };
}

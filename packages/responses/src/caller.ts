import type { IdempotencyKey } from '@antiphon/store';
import type { ConnectionMemory } from './connection-memory.ts';

/** On whose behalf a request is made. */
export interface Caller {
  readonly tenant: string;
  /** Of one WebSocket: what was answered on it, so that `store: false` can be continued there. */
  readonly memory?: ConnectionMemory;
  /** Of one request: a repeated one with the same key gets the first one's response. */
  readonly idempotency?: IdempotencyKey;
}

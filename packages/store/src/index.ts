export { type CollectorOptions, keepCollecting } from './collector.ts';
export type {
  ConversationKey,
  ConversationStore,
  NewConversation,
  NewConversationItems,
} from './conversation-store.ts';
export type { Creation, IdempotencyKey } from './idempotency.ts';
export type { Job, JobQueue, Lease, NewJob } from './job-queue.ts';
export type { Page } from './page.ts';
export type { Chain, Ending, NewResponse, ResponseKey, ResponseStore } from './response-store.ts';
export type { Retention } from './retention.ts';
export { openSqliteStore, type SqliteStoreOptions } from './sqlite/store.ts';
export { StoreError, TakenIdError, UnknownCursorError, UnknownParentError } from './store-error.ts';

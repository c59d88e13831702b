import type { Item, PageRequest, ResponseEvent, ResponseResource } from '@antiphon/protocol';
import type { ConversationStore, NewConversationItems } from './conversation-store.ts';
import type { Creation, IdempotencyKey } from './idempotency.ts';
import type { JobQueue, NewJob } from './job-queue.ts';
import type { Page } from './page.ts';
import type { Retention } from './retention.ts';

/** A response belongs to a tenant; under another tenant its id means nothing. */
export interface ResponseKey {
  readonly tenant: string;
  readonly id: string;
}

export interface NewResponse {
  readonly tenant: string;
  readonly response: ResponseResource;
  /** The new items only: those of earlier turns are found through the parent. */
  readonly input: readonly Item[];
  /** The turn before; `null` for none. When it is left out, `response.previous_response_id`. */
  readonly parent?: string | null;
  /** The first events of the log, such as `response.created`. */
  readonly events?: readonly ResponseEvent[];
  /** Who works on it, or that it waits for somebody who does. Without it nobody notices that its server has died. */
  readonly job?: NewJob;
  readonly idempotency?: IdempotencyKey;
}

/** How a response ends. */
export interface Ending {
  /** The resource in its terminal state. */
  readonly response: ResponseResource;
  /** The last of the log, the terminal event included; a cancelled response may end without one. */
  readonly events: readonly ResponseEvent[];
  /** The one that the job was leased with. When it is left out, the first. */
  readonly attempt?: number;
  /** What the turn adds to its conversation. Nothing is added when the conversation is gone; an item whose id is there already stays as it is. */
  readonly conversation?: NewConversationItems;
}

/** A response with the items of the whole chain that ends in it, oldest first: of each turn its input, then its output. */
export interface Chain {
  readonly response: ResponseResource;
  readonly items: readonly Item[];
}

/**
 * Where responses live. An unknown, a deleted and a foreign id are the same to every method.
 * What a method has done is durable when it resolves; `StoreError` says that the database cannot be used now.
 */
export interface ResponseStore {
  /**
   * All of it or nothing. With an idempotency key that has been used before, nothing is created and the first response's id is told.
   * Rejects with `TakenIdError`, or with `UnknownParentError` when the turn before has been deleted in the meantime.
   */
  create(response: NewResponse): Promise<Creation>;
  /**
   * Adds to the log, in one transaction; a snapshot among the events becomes the resource. An event whose number is there already
   * is left out. Resolves to false when the response is gone, has ended or is worked on in a later attempt: its generation has to stop.
   * These events survive the end of the process, and a loss of power only once something later is durable.
   */
  append(key: ResponseKey, events: readonly ResponseEvent[], attempt?: number): Promise<boolean>;
  /** The terminal state with its output items, the last events, what the conversation gains and the end of the job, atomically. False as with `append`. */
  finish(key: ResponseKey, ending: Ending): Promise<boolean>;
  get(key: ResponseKey): Promise<ResponseResource | undefined>;
  /** One query, whatever the length of the chain. Later turns keep the items of deleted ones; instructions are never among them. */
  chain(key: ResponseKey): Promise<Chain | undefined>;
  /** The items with these ids, in their order, from wherever the tenant has them: input or output of a response, or a conversation. `undefined` for those that are nowhere. */
  items(tenant: string, ids: readonly string[]): Promise<readonly (Item | undefined)[]>;
  /** Of the input of this turn alone. Rejects with `UnknownCursorError`. */
  inputItems(key: ResponseKey, page: PageRequest): Promise<Page | undefined>;
  /**
   * The events with a number above `after` (-1: all) from the log, then those to come, whichever process appends them. Ends when
   * the response has ended or is gone. It reads ahead by a bounded window, so a slow reader costs no memory. When a job is taken
   * over, the log starts anew and the reader goes on with the numbers that it has not seen.
   */
  events(key: ResponseKey, after: number, signal: AbortSignal): AsyncIterable<ResponseEvent>;
  /** Its log, its job and, once no later turn needs them, its items go with it. False when there was nothing to delete. */
  delete(key: ResponseKey): Promise<boolean>;
  /** What an idempotency key has been used for. */
  repeated(tenant: string, key: string): Promise<Creation | undefined>;
  /** 32 random bytes each, the newest first, the same for all who share the database. The first is made at the first use of the name. */
  secrets(name: string): Promise<readonly Uint8Array[]>;
  /** Puts a new one before them. What was made with an older one can still be read with that. */
  renewSecret(name: string): Promise<readonly Uint8Array[]>;
  /** One small step of what retention asks for. Resolves to how many responses and keys it removed; 0 when there is nothing left to do. */
  collect(retention: Retention): Promise<number>;
  readonly conversations: ConversationStore;
  readonly jobs: JobQueue;
  /** Readers of events end. */
  close(): Promise<void>;
}

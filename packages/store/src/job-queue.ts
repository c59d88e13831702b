import type { CreateResponse, Item, ResponseResource } from '@antiphon/protocol';
import type { ResponseKey } from './response-store.ts';

/** For how long from now a server has a job to itself, unless it says that it lives. */
export interface Lease {
  /** The server: an id that no other process has, nor the same one after a restart. */
  readonly owner: string;
  readonly ms: number;
}

/**
 * Work on a response, stored with it. One in the background is leased by whoever is free, or has its first lease from the start;
 * one in the foreground belongs to the server that its client is connected to.
 */
export type NewJob =
  | { readonly kind: 'background'; readonly request: CreateResponse; readonly lease?: Lease }
  | { readonly kind: 'foreground'; readonly lease: Lease };

interface LeasedJob {
  readonly key: ResponseKey;
  /** Which try this is, from 1. What is written for it carries this number, so that an owner who lost the lease writes no more. */
  readonly attempt: number;
  /** How many attempts before this one were lost with their server. One that was given back is none of them. */
  readonly losses: number;
  /** The resource as it stands. */
  readonly response: ResponseResource;
  /** The number of the last event in the log, -1 when it is empty. */
  readonly lastEvent: number;
  readonly isCancelled: boolean;
}

/**
 * A job that the caller now works on. One in the background starts with an empty log: what an earlier attempt had logged is gone. One
 * in the foreground has lost its server and with it its client: its log is as it was, and all that is left is to fail it.
 */
export type Job =
  | (LeasedJob & {
      readonly kind: 'background';
      readonly request: CreateResponse;
      readonly input: readonly Item[];
      /** The turn before, as the response was created with it. */
      readonly parent: string | null;
    })
  | (LeasedJob & { readonly kind: 'foreground' });

/** Jobs are put in by `ResponseStore.create`, and taken out by `finish` and `delete`. */
export interface JobQueue {
  /** The oldest job that nobody has had yet, or whose lease has run out; `undefined` when there is none. */
  lease(lease: Lease): Promise<Job | undefined>;
  /**
   * Renews this owner's leases on the responses that he works on, by their ids; others of his run out, such as one on a job that he
   * has, and does not know of since the database went away before it could say so. Resolves to the jobs of his that are to be cancelled.
   */
  heartbeat(lease: Lease, responses: readonly string[]): Promise<readonly ResponseKey[]>;
  /** Gives the owner's background jobs back, for others to start anew at once. Those in the foreground count as lost. */
  release(owner: string): Promise<void>;
  /** Tells the owner to cancel. A job that nobody has can be leased by whoever cancels it. False when there is no such job. */
  requestCancel(key: ResponseKey): Promise<boolean>;
  /** Comes at once, whenever a job may be there to lease or to cancel, and from time to time, since a lease runs out without a sound. */
  changes(signal: AbortSignal): AsyncIterable<void>;
}

import type { Item, ResponseResource } from '@antiphon/protocol';

/** A response belongs to a tenant; under another tenant its id means nothing. */
export interface ResponseKey {
  readonly tenant: string;
  readonly id: string;
}

export interface NewResponse {
  readonly tenant: string;
  readonly response: ResponseResource;
  /** The new items only: those of earlier turns are found through `response.previous_response_id`. */
  readonly input: readonly Item[];
}

/** Where responses live. An unknown, a deleted and a foreign id are the same to every method. */
export interface ResponseStore {
  /** The response is durable when this resolves. Rejects when the id is taken. */
  create(response: NewResponse): Promise<void>;
  /** Replaces the resource by its terminal state and adds its output items, atomically. */
  finish(tenant: string, response: ResponseResource): Promise<void>;
  get(key: ResponseKey): Promise<ResponseResource | undefined>;
  /** The items of the whole chain that ends in this response, oldest first: of each turn its input, then its output. */
  history(key: ResponseKey): Promise<readonly Item[] | undefined>;
  /** Resolves to false when there was nothing to delete. Later turns keep the items of a deleted one. */
  delete(key: ResponseKey): Promise<boolean>;
  close(): Promise<void>;
}

/** The database cannot be used: it is not there, not writable, or of a later version of this program. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

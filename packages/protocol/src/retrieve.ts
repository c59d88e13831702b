import type { Include } from './include.ts';

/** What the query of GET /v1/responses/{id} asks for. */
export interface RetrieveResponse {
  /** Whether the events are wanted, and not the resource. */
  readonly stream: boolean;
  /** Only events with a greater number are wanted. */
  readonly startingAfter?: number;
  readonly include: readonly Include[];
}

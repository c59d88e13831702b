/** How long and how much is kept. What is not set has no limit. Running responses and conversations are never collected. */
export interface Retention {
  /** Of a response from its creation. A turn that a kept one follows is deleted all the same, and its items stay for the later one. */
  readonly ttlMs?: number | undefined;
  /** By tenant, in place of `ttlMs`; `Infinity` keeps for ever. */
  readonly tenantTtlMs?: Readonly<Record<string, number>>;
  /** For all responses together; the oldest go first. Counted are their resources, items and logs, without what a database adds. */
  readonly maxBytes?: number | undefined;
  readonly idempotencyTtlMs?: number | undefined;
  /** How many responses one step removes at most; 100 when it is left out. */
  readonly step?: number;
}

/** What makes a repeated request one with the first, within a tenant. */
export interface IdempotencyKey {
  readonly key: string;
  /** Tells requests apart that bear the same key: a digest of the body. */
  readonly fingerprint: string;
}

/** What `create` has done. `repeated` names the response of the first request with the same key, and that request's fingerprint. */
export type Creation =
  | { readonly kind: 'created'; readonly id: string }
  | { readonly kind: 'repeated'; readonly id: string; readonly fingerprint: string };

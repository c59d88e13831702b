/** A runtime that decodes, told to do the same as the others. */
export interface DecodePeer {
  readonly name: string;
  /** Brings the cache to exactly these tokens. Resolves to the time in ms. */
  prefill(tokens: readonly number[]): Promise<number>;
  /** The times in ms of greedy steps, each on the token before; the cache is then as it was. */
  decode(steps: number): Promise<number[]>;
  close(): Promise<void>;
}

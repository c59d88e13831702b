/** What the server bears of a client, and how long. */
export interface AppLimits {
  /** Of a request's body, and of a message on a WebSocket. */
  readonly maxBodyBytes: number;
  /** How long a stream or a socket may be silent before something is sent to keep it. */
  readonly pingMs: number;
  /** How long a WebSocket may last. */
  readonly socketLimitMs: number;
}

export const defaultLimits: AppLimits = {
  // The contract allows a file of 32 MiB and images of 20 MiB in one request.
  maxBodyBytes: 64 * 2 ** 20,
  pingMs: 15_000,
  socketLimitMs: 60 * 60_000,
};

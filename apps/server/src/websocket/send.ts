import type { WebSocket } from 'ws';

/** What may wait in memory for a reader that is slower than the model. */
const HIGH_WATER_BYTES = 256 * 1024;

/** Sends a frame; resolves when there is room for the next. A socket that is closed takes it and does nothing. */
export async function send(socket: WebSocket, frame: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.send(frame, () => resolve());
  if (socket.bufferedAmount > HIGH_WATER_BYTES) await promise;
}

import type { WebSocket } from 'ws';

/** How many pings in a row may go unanswered. */
const MAX_MISSED = 3;

/** Pings a peer, which keeps proxies from closing the connection, and drops it when it has stopped answering. */
export class Heartbeat {
  readonly #timer: NodeJS.Timeout;
  #missed = 0;

  constructor(socket: WebSocket, pingMs: number) {
    socket.on('pong', () => {
      this.#missed = 0;
    });
    this.#timer = setInterval(() => {
      if (this.#missed++ >= MAX_MISSED) socket.terminate();
      else socket.ping();
    }, pingMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

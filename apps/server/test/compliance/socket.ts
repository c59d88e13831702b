import { on, once } from 'node:events';
import { WebSocket } from 'ws';
import type { WireEvent } from './read-events.ts';

/** How long the contract's own tests wait for a turn. */
const TURN_MS = 30_000;

const ENDS = ['error', 'response.completed', 'response.failed', 'response.incomplete'];

/** A connection that takes one turn after the other. Whatever comes behind the end of a turn counts as part of the next. */
export class Socket {
  readonly #socket: WebSocket;
  readonly #frames: AsyncIterator<unknown[]>;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.#frames = on(socket, 'message', { close: ['close'] });
  }

  static async open(url: string): Promise<Socket> {
    const headers = { Authorization: 'Bearer none', 'Content-Type': 'application/json' };
    const socket = new WebSocket(`${url.replace('http', 'ws')}/responses`, { headers });
    await once(socket, 'open');
    return new Socket(socket);
  }

  /** All events up to the one that ends the turn. */
  async turn(request: object): Promise<WireEvent[]> {
    const timer = setTimeout(() => this.#socket.terminate(), TURN_MS);
    this.#socket.send(JSON.stringify({ type: 'response.create', ...request }));
    const events: WireEvent[] = [];
    try {
      do events.push(await this.#event());
      while (!ENDS.includes(events.at(-1)!.type));
      return events;
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.#socket.close();
  }

  async #event(): Promise<WireEvent> {
    const { value, done } = await this.#frames.next();
    if (done) throw new Error('the socket closed within a turn');
    const [data, isBinary] = value;
    if (isBinary) throw new Error('a frame is not text');
    return JSON.parse(String(data));
  }
}

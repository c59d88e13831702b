import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';

/** What the server sends; the fields are for the test to check. */
export interface Frame {
  readonly type: string;
  readonly sequence_number?: number;
  readonly stream_id?: string;
  readonly status?: number;
  readonly error?: { readonly code: string; readonly message: string; readonly param: string };
  readonly response?: { readonly id: string; readonly status: string; readonly output: unknown[] };
}

const TERMINAL = ['error', 'response.completed', 'response.incomplete', 'response.failed'];

/** A client on a real socket that keeps all frames. */
export class SocketClient {
  readonly socket: WebSocket;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly #frames: Frame[] = [];
  #changed = Promise.withResolvers<void>();
  #isClosed = false;

  constructor(url: string, options: ClientOptions = {}) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/v1/responses`, options);
    const closed = Promise.withResolvers<{ code: number; reason: string }>();
    this.closed = closed.promise;
    this.socket.on('message', (data) => {
      this.#frames.push(JSON.parse(data.toString()));
      this.#wake();
    });
    this.socket.on('close', (code, reason) => {
      closed.resolve({ code, reason: reason.toString() });
      this.#isClosed = true;
      this.#wake();
    });
  }

  async open(): Promise<this> {
    await once(this.socket, 'open');
    return this;
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  create(request: object): void {
    this.send({ type: 'response.create', ...request });
  }

  /** The next frame; `undefined` when the connection was closed before. */
  async next(): Promise<Frame | undefined> {
    while (this.#frames.length === 0 && !this.#isClosed) await this.#changed.promise;
    return this.#frames.shift();
  }

  /** The frames up to and with the next terminal one. */
  async turn(): Promise<readonly Frame[]> {
    const frames: Frame[] = [];
    for (;;) {
      const frame = await this.next();
      if (!frame) throw new Error(`closed after ${JSON.stringify(frames)}`);
      frames.push(frame);
      if (TERMINAL.includes(frame.type)) return frames;
    }
  }

  /** The last frame of what answers a request. */
  async answer(request: object): Promise<Frame> {
    this.create(request);
    return (await this.turn()).at(-1)!;
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

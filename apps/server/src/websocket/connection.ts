import { type Caller, createConnectionMemory, type ResponseService } from '@antiphon/responses';
import type { RawData, WebSocket } from 'ws';
import { clientGone, HttpError } from '../http-error.ts';
import { errorFrame, streamIdOf } from './frame.ts';
import { Heartbeat } from './heartbeat.ts';
import { send } from './send.ts';
import { runTurn } from './turn.ts';

export interface ConnectionOptions {
  readonly responses: ResponseService;
  readonly tenant: string;
  /** Aborted when the server shuts down and can wait no longer. */
  readonly shutdown: AbortSignal;
  readonly pingMs: number;
  /** How long a connection may last. */
  readonly limitMs: number;
  /** What the frames that wait for their turn may have together. */
  readonly maxWaitingBytes: number;
}

/** How many frames may wait while a response is made. */
const MAX_WAITING = 16;

export interface End {
  /** What those are told whose turn does not come any more. */
  readonly fault: HttpError;
  readonly closeCode: number;
  /** Whether also a client that waits for nothing is told. */
  readonly isAnnounced: boolean;
}

/** One client on a socket: its responses are made one at a time, in the order in which it asked for them. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #options: ConnectionOptions;
  readonly #caller: Caller;
  readonly #gone = new AbortController();
  readonly #signal: AbortSignal;
  readonly #waiting: string[] = [];
  #waitingBytes = 0;
  #isBusy = false;
  #end: End | undefined;

  constructor(socket: WebSocket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#caller = { tenant: options.tenant, memory: createConnectionMemory() };
    this.#signal = AbortSignal.any([this.#gone.signal, options.shutdown]);
    const heartbeat = new Heartbeat(socket, options.pingMs);
    const limit = setTimeout(() => this.#reachLimit(), options.limitMs);
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    // What is wrong with the socket or its frames ends it; the close tells of it.
    socket.on('error', () => {});
    socket.on('close', () => {
      heartbeat.stop();
      clearTimeout(limit);
      this.#waiting.length = 0;
      this.#gone.abort(clientGone());
    });
  }

  /** Lets the running turn end, tells those that wait that theirs does not come, and closes. */
  end(end: End): void {
    this.#end ??= end;
    if (!this.#isBusy) this.#close(this.#end);
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (isBinary) {
      this.#refuse('', new HttpError(400, 'invalid_frame', 'a frame must be text, not binary'));
      return;
    }
    const text = data.toString();
    if (this.#end) {
      this.#refuse(text, this.#end.fault);
      return;
    }
    const isFull =
      this.#waiting.length >= MAX_WAITING ||
      this.#waitingBytes + text.length > this.#options.maxWaitingBytes;
    if (this.#isBusy && isFull) {
      this.#refuse(text, tooManyWait(this.#waiting.length));
      return;
    }
    this.#waiting.push(text);
    this.#waitingBytes += text.length;
    if (!this.#isBusy) void this.#work();
  }

  #refuse(text: string, fault: HttpError): void {
    void send(this.#socket, errorFrame(fault, streamIdOf(text)));
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    for (let text = this.#next(); text !== undefined; text = this.#next()) await this.#answer(text);
    this.#isBusy = false;
    if (this.#end) this.#close(this.#end);
  }

  #next(): string | undefined {
    const text = this.#waiting.shift();
    this.#waitingBytes -= text?.length ?? 0;
    return text;
  }

  async #answer(text: string): Promise<void> {
    if (this.#end) {
      this.#refuse(text, this.#end.fault);
      return;
    }
    const turn = { responses: this.#options.responses, caller: this.#caller, signal: this.#signal };
    for await (const frame of runTurn(text, turn)) await send(this.#socket, frame);
  }

  #close({ fault, closeCode, isAnnounced }: End): void {
    if (isAnnounced) this.#refuse('', fault);
    this.#socket.close(closeCode, fault.code);
  }

  #reachLimit(): void {
    const minutes = Math.round(this.#options.limitMs / 60_000);
    const message = `a connection lasts at most ${minutes} minutes; open another one to go on`;
    const fault = new HttpError(400, 'websocket_connection_limit_reached', message);
    this.end({ fault, closeCode: 1000, isAnnounced: true });
  }
}

function tooManyWait(waiting: number): HttpError {
  return new HttpError(
    429,
    'rate_limit_exceeded',
    `${waiting} responses wait on this connection already; send the next when one has ended`,
  );
}

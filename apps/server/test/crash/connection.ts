import { setTimeout as pause } from 'node:timers/promises';
import {
  isTerminalEvent,
  parseWebSocketFrame,
  type ResponseEvent,
  readResponseEvents,
  type WebSocketError,
} from '@antiphon/protocol';
import { WebSocket } from 'ws';
import type { Random } from '../fuzz/random.ts';
import { SocketClient } from '../websocket/client.ts';
import type { Ledger } from './ledger.ts';
import type { Servers } from './servers.ts';

/** How long to wait after a server was gone, or had no time. */
const RETRY_MS = 30;

/** What a client asks, each time of any of the servers that run. `undefined` stands for no answer, or not for now. */
export class Connection {
  readonly #servers: Servers;
  readonly #random: Random;
  readonly #ledger: Ledger;
  #socket: SocketClient | undefined;

  constructor(servers: Servers, random: Random, ledger: Ledger) {
    this.#servers = servers;
    this.#random = random;
    this.#ledger = ledger;
  }

  async get(path: string): Promise<string | undefined> {
    return this.#text(path, {});
  }

  /** Asks until a server answers. `undefined` for what is not there. */
  async find(path: string): Promise<string | undefined> {
    for (;;) {
      const url = await this.#servers.url(this.#random);
      const reply = await fetch(`${url}/v1${path}`);
      if (reply.status === 404) return undefined;
      if (reply.ok) return reply.text();
      if (reply.status !== 503)
        throw new Error(`${path} got ${reply.status}: ${await reply.text()}`);
      await pause(RETRY_MS);
    }
  }

  async delete(path: string): Promise<string | undefined> {
    return this.#text(path, { method: 'DELETE' });
  }

  async post(path: string, body: object, headers: Record<string, string> = {}) {
    return this.#text(path, postInit(body, headers));
  }

  /** Passes the events on as they come. They may end anywhere, since the server may. */
  async events(
    path: string,
    body: object | undefined,
    onEvent: (event: ResponseEvent) => void,
  ): Promise<void> {
    const reply = await this.#ask(path, body ? postInit(body, {}) : {});
    if (!reply?.body) return;
    try {
      for await (const event of readResponseEvents(reply.body)) onEvent(event);
    } catch {
      await this.#interrupted();
    }
  }

  /** Makes one response on a socket, which is kept for the next. Its events may end anywhere, too. */
  async turn(request: object, onEvent: (event: ResponseEvent) => void): Promise<void> {
    const socket = await this.#openSocket();
    if (!socket) return;
    socket.create(request);
    for (;;) {
      const frame = await socket.next();
      if (!frame) return this.#interrupted();
      const event = parseWebSocketFrame(frame);
      if (isWebSocketError(event)) return this.#notMade(event);
      onEvent(event);
      if (isTerminalEvent(event)) return;
    }
  }

  close(): void {
    this.#socket?.socket.close();
  }

  async #openSocket(): Promise<SocketClient | undefined> {
    if (this.#socket?.socket.readyState === WebSocket.OPEN) return this.#socket;
    const client = new SocketClient(await this.#servers.url(this.#random));
    // Its server may be killed at any time.
    client.socket.on('error', () => {});
    try {
      this.#socket = await client.open();
      return this.#socket;
    } catch (fault) {
      if (/server response: (?!503)/.test(String(fault)))
        this.#ledger.faults.push(`a socket was refused: ${fault}`);
      return this.#interrupted();
    }
  }

  async #notMade(error: WebSocketError): Promise<void> {
    if (error.status === 503) return this.#interrupted();
    this.#ledger.faults.push(`a turn on a socket got ${JSON.stringify(error)}`);
  }

  async #text(path: string, init: RequestInit): Promise<string | undefined> {
    const reply = await this.#ask(path, init);
    try {
      return await reply?.text();
    } catch {
      return this.#interrupted();
    }
  }

  async #ask(path: string, init: RequestInit): Promise<Response | undefined> {
    const url = await this.#servers.url(this.#random);
    let reply: Response;
    try {
      reply = await fetch(`${url}/v1${path}`, init);
    } catch {
      return this.#interrupted();
    }
    if (reply.ok) return reply;
    if (reply.status === 503) return this.#interrupted();
    const text = await reply.text().catch(() => '');
    this.#ledger.faults.push(`${init.method ?? 'GET'} ${path} got ${reply.status}: ${text}`);
    return undefined;
  }

  async #interrupted(): Promise<undefined> {
    this.#ledger.interruptions++;
    await pause(RETRY_MS);
    return undefined;
  }
}

function isWebSocketError(frame: ResponseEvent | WebSocketError): frame is WebSocketError {
  return frame.type === 'error' && 'status' in frame;
}

function postInit(body: object, headers: Record<string, string>): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

import type { WebSocket } from 'ws';
import { HttpError } from '../http-error.ts';
import { Connection, type ConnectionOptions } from './connection.ts';

/** RFC 6455, 7.4.1: the endpoint is going away. */
const GOING_AWAY = 1001;

/** All open connections of a server. */
export class Connections {
  readonly #open = new Map<WebSocket, Connection>();

  add(socket: WebSocket, options: ConnectionOptions): void {
    this.#open.set(socket, new Connection(socket, options));
    socket.on('close', () => this.#open.delete(socket));
  }

  /** Lets the running turns end; each connection is closed when its own has. */
  end(): void {
    const fault = new HttpError(503, 'server_shutting_down', 'the server shuts down');
    for (const connection of this.#open.values())
      connection.end({ fault, closeCode: GOING_AWAY, isAnnounced: false });
  }

  /** Closes those that are still open, whatever they do. */
  terminate(): void {
    for (const socket of this.#open.keys()) socket.terminate();
  }
}

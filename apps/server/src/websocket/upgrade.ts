import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { writeReply } from '../raw-reply.ts';

/** How a route takes a request over from HTTP. Its reply's headers go out with the handshake. */
export interface UpgradeEnvironment {
  /** What is to be done with the socket; a request for which no route sets it is answered by HTTP. */
  accepted?: (socket: WebSocket) => void;
}

export interface UpgradeOptions {
  readonly fetch: (
    request: Request,
    environment: UpgradeEnvironment,
  ) => Response | Promise<Response>;
  /** The most that one message may have, unpacked. */
  readonly maxPayload: number;
}

/** Has the app answer requests for an upgrade, like all others: with its routes, its middleware, and its errors. */
export function takeUpgrades(server: Server, { fetch, maxPayload }: UpgradeOptions): void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload,
    // Small events are not worth it; and without a common window, an idle connection holds no memory for it.
    perMessageDeflate: {
      threshold: 1024,
      serverNoContextTakeover: true,
      clientNoContextTakeover: true,
    },
  });
  server.on('upgrade', async (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const ignore = () => {};
    socket.on('error', ignore);
    const environment: UpgradeEnvironment = {};
    const reply = await fetch(asRequest(incoming), environment);
    const headers = headerLines(reply);
    const { accepted } = environment;
    if (!accepted) {
      writeReply(socket, { status: reply.status, headers, body: await reply.text() });
      return;
    }
    socket.off('error', ignore);
    const addHeaders = (lines: string[]) => lines.push(...headers);
    sockets.once('headers', addHeaders);
    sockets.handleUpgrade(incoming, socket, head, accepted);
    // It is left over where the handshake was refused.
    sockets.off('headers', addHeaders);
  });
}

function asRequest({ method = 'GET', url = '/', headers }: IncomingMessage): Request {
  const given = Object.entries(headers).flatMap(([name, values = []]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  // Of a path that is no URL, no route knows anything.
  const address = URL.parse(url, `http://${headers.host ?? 'localhost'}`);
  return new Request(address ?? 'http://localhost/', { method, headers: given });
}

function headerLines(reply: Response): string[] {
  return [...reply.headers]
    .filter(([name]) => name !== 'content-length' && name !== 'connection')
    .map(([name, value]) => `${name}: ${value}`);
}

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TestHubOptions {
  /** Paths in the repository `some/model`, at any revision. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Without this token nothing is given. */
  readonly token?: string;
  /** Names the commit that `main` stands for. */
  readonly commit?: string;
  /** Files of at least so many bytes lie elsewhere, under their SHA-256, as the hub keeps large ones. */
  readonly largeBytes?: number;
  /** No names for contents, no ranges, as a plain file server may be. */
  readonly isPlain?: boolean;
  /** May answer a request in another way: then returns true. */
  readonly disturb?: (
    request: IncomingMessage,
    response: ServerResponse,
    file: Uint8Array,
  ) => boolean;
}

export interface TestHub {
  readonly address: string;
  /** Method and path of each request; a range is put after them. */
  readonly requests: readonly string[];
  close(): void;
}

/** A hub of one repository on loopback. */
export async function startTestHub(options: TestHubOptions): Promise<TestHub> {
  const requests: string[] = [];
  const store = await listen((request, response) => {
    // Such a store refuses what is signed for another.
    if (request.headers.authorization) return response.writeHead(400).end();
    const file = Object.values(options.files).find((file) => request.url === `/${sha256(file)}`);
    return give(request, response, { file, options });
  });
  const hub = await listen((request, response) => {
    const { range = '' } = request.headers;
    requests.push(`${request.method} ${request.url} ${range}`.trim());
    const { token } = options;
    if (token && request.headers.authorization !== `Bearer ${token}`) {
      return response.writeHead(401).end();
    }
    const [, path = ''] = /^\/some\/model\/resolve\/[^/]+\/(.+)$/.exec(request.url!) ?? [];
    const file = options.files[path];
    if (!file) return response.writeHead(404).end();
    if (options.commit) response.setHeader('x-repo-commit', options.commit);
    if (file.length < (options.largeBytes ?? Infinity)) {
      return give(request, response, { file, options });
    }
    const headers = {
      location: `${addressOf(store)}/${sha256(file)}`,
      'x-linked-etag': `"${sha256(file)}"`,
      'x-linked-size': file.length,
    };
    return response.writeHead(302, headers).end();
  });
  const close = () => {
    for (const server of [hub, store]) {
      server.closeAllConnections();
      server.close();
    }
  };
  return { address: addressOf(hub), requests, close };
}

interface Gift {
  readonly file: Uint8Array | undefined;
  readonly options: TestHubOptions;
}

function give(request: IncomingMessage, response: ServerResponse, { file, options }: Gift) {
  if (!file) return response.writeHead(404).end();
  if (options.disturb?.(request, response, file)) return response;
  if (!options.isPlain) response.setHeader('etag', `"${sha256(file).slice(0, 40)}"`);
  const [, from] = (!options.isPlain && /^bytes=(\d+)-$/.exec(request.headers.range ?? '')) || [];
  const rest = file.subarray(Number(from ?? 0));
  response.writeHead(from === undefined ? 200 : 206, { 'content-length': rest.length });
  return response.end(request.method === 'HEAD' ? undefined : rest);
}

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

async function listen(answer: Answer): Promise<Server> {
  const server = createServer(answer);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return server;
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

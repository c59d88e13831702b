import { setTimeout as pause } from 'node:timers/promises';
import { ModelLoadError } from '../logits-model.ts';

export interface RepositoryOptions {
  /** Address of the hub. */
  readonly hub: string;
  readonly id: string;
  readonly revision: string;
  readonly token: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** What the hub tells of a file before it is fetched. */
export interface RemoteFile {
  readonly path: string;
  readonly bytes: number | undefined;
  /** Names the content: it changes whenever that does. */
  readonly etag: string | undefined;
  /** Of the content, for the large files. */
  readonly sha256: string | undefined;
  /** The commit that the revision stands for. */
  readonly commit: string | undefined;
}

/** Requests that the hub is too busy for are sent again after so long. */
const RETRY_MS = [500, 1000, 2000];

/** A model's files on a hub, at one revision. */
export class Repository {
  readonly #options: RepositoryOptions;

  constructor(options: RepositoryOptions) {
    this.#options = options;
  }

  /** For people. */
  get name(): string {
    return `${this.#options.id} on ${this.#options.hub}`;
  }

  /** The same files at another revision. */
  at(revision: string): Repository {
    return new Repository({ ...this.#options, revision });
  }

  /** Resolves to `undefined` for a file that the repository does not have. */
  async describe(path: string): Promise<RemoteFile | undefined> {
    const response = await this.#head(path);
    if (response.status === 404) return undefined;
    if (response.status >= 400) throw new ModelLoadError(this.#refusal(path, response.status));
    const { headers } = response;
    const linkedEtag = unquoted(headers.get('x-linked-etag'));
    // A redirect's own length is that of its text.
    const length = response.status === 200 ? headers.get('content-length') : null;
    const bytes = headers.get('x-linked-size') ?? length;
    return {
      path,
      bytes: bytes === null ? undefined : Number(bytes),
      etag: linkedEtag ?? unquoted(headers.get('etag')),
      sha256: linkedEtag && /^[0-9a-f]{64}$/.test(linkedEtag) ? linkedEtag : undefined,
      commit: headers.get('x-repo-commit') ?? undefined,
    };
  }

  /** The content from a byte on. A hub that knows no ranges gives all of it, with status 200. */
  async read(path: string, start: number): Promise<Response> {
    const range = start > 0 ? { range: `bytes=${start}-` } : {};
    const response = await this.#send(this.#url(path), { headers: this.#headers(range) });
    if (response.ok && response.body) return response;
    await response.body?.cancel();
    throw new ModelLoadError(this.#refusal(path, response.status));
  }

  /** Follows redirects by hand up to the one that tells of the file: what it leads to need not. */
  async #head(path: string): Promise<Response> {
    let url = this.#url(path);
    for (let hops = 0; hops < 5; hops++) {
      const own = new URL(url).origin === new URL(this.#options.hub).origin;
      const headers = own ? this.#headers({}) : {};
      const response = await this.#send(url, { method: 'HEAD', redirect: 'manual', headers });
      const location = response.headers.get('location');
      if (!location || response.headers.has('x-linked-etag')) return response;
      url = new URL(location, url).href;
    }
    throw new ModelLoadError(`${this.#url(path)} redirects in a circle`);
  }

  async #send(url: string, init: RequestInit): Promise<Response> {
    const { signal } = this.#options;
    for (const pauseMs of RETRY_MS) {
      const response = await fetch(url, { ...init, ...(signal && { signal }) });
      if (response.status !== 429 && response.status < 500) return response;
      await response.body?.cancel();
      await pause(pauseMs, undefined, signal ? { signal } : {});
    }
    return fetch(url, { ...init, ...(signal && { signal }) });
  }

  #url(path: string): string {
    const { hub, id, revision } = this.#options;
    return `${hub.replace(/\/+$/, '')}/${id}/resolve/${encodeURIComponent(revision)}/${path}`;
  }

  #headers(more: Record<string, string>): Record<string, string> {
    const { token } = this.#options;
    return {
      // Sizes and ranges count the bytes of the file itself.
      'accept-encoding': 'identity',
      ...(token && { authorization: `Bearer ${token}` }),
      ...more,
    };
  }

  #refusal(path: string, status: number): string {
    const { hub, id, token } = this.#options;
    if (status === 401 || status === 403) {
      const hint = token ? 'the token does not open it' : 'it may want a token';
      return `${hub} does not give ${id}: there is no such model, or ${hint} (status ${status})`;
    }
    return `${hub} does not give ${path} of ${id} (status ${status})`;
  }
}

function unquoted(etag: string | null): string | undefined {
  return etag?.replace(/^W\//, '').replaceAll('"', '') || undefined;
}

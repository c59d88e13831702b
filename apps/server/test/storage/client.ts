import {
  type ErrorBody,
  type ResponseEvent,
  type ResponseResource,
  readResponseEvents,
} from '@antiphon/protocol';
import { expect } from 'vitest';

/** A client that takes no other refusal than that nothing can be stored. */
export class StorageClient {
  /** What it has been told of. */
  readonly acknowledged: ResponseResource[] = [];
  readonly #url: string;

  constructor(url: string) {
    this.#url = `${url}/v1`;
  }

  post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
    const type = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers: { ...type, ...headers }, body: JSON.stringify(body) };
    return fetch(this.#url + path, init);
  }

  /** Whether a response was made. */
  async isMade(body: object): Promise<boolean> {
    const reply = await this.post('/responses', body);
    if (reply.ok) this.acknowledged.push((await reply.json()) as ResponseResource);
    else await expectRefusal(reply);
    return reply.ok;
  }

  async find(id: string): Promise<ResponseResource> {
    return (await (await fetch(`${this.#url}/responses/${id}`)).json()) as ResponseResource;
  }
}

export async function expectRefusal(reply: Response): Promise<void> {
  const { error } = (await reply.json()) as ErrorBody;
  expect([reply.status, error.code]).toEqual([503, 'storage_unavailable']);
  expect(error.message).toBe('the server cannot store or read responses now; its log says why');
  expect(reply.headers.get('retry-after')).toBe('1');
}

/** A stream while it is read. */
export class ReadStream {
  readonly events: ResponseEvent[] = [];
  readonly ended: Promise<void>;

  constructor(reply: Response) {
    this.ended = this.#read(reply);
  }

  get id(): string {
    const [first] = this.events;
    if (first?.type !== 'response.created') throw new Error('the stream has not begun');
    return first.response.id;
  }

  async #read(reply: Response): Promise<void> {
    for await (const event of readResponseEvents(reply.body!)) this.events.push(event);
  }
}

import type {
  CompactedResponse,
  Conversation,
  ItemList,
  ReasoningItem,
  ResponseResource,
} from '@antiphon/protocol';
import type { Hono } from 'hono';
import { expect, vi } from 'vitest';
import type { TenantOf } from '../../src/index.ts';
import { type Client, clientOf } from '../routes/client.ts';
import type { StartOptions } from '../start.ts';

export const tenantOf: TenantOf = (request) => request.headers.get('x-tenant') ?? undefined;

/** A model that thinks first; it is asked to go on without end by `run`. */
export const worldOptions: StartOptions = {
  tenantOf,
  chatTemplate: '<think> </think>',
  stepMs: 1,
  script: ({ messages }) =>
    messages.at(-1)?.content === 'run' ? 'x'.repeat(50_000) : '<think>A greeting.</think>Hello.',
};

/** What a tenant has that has an id, or is as good as one. */
export interface World {
  readonly done: string;
  readonly child: string;
  readonly running: string;
  readonly conversation: string;
  readonly inputItem: string;
  readonly outputItem: string;
  readonly conversationItem: string;
  readonly call: string;
  readonly thoughts: string;
  readonly summary: string;
  /** Idempotency keys. */
  readonly key: string;
  readonly otherKey: string;
}

/** What a request with one of the keys has said. */
export const keyedBody = { input: 'Hi', seed: 1 };

/** A client of a tenant. */
export function clientFor(app: Hono, tenant: string): Client {
  return clientOf(app, { 'x-tenant': tenant });
}

export async function createWorld(client: Client, name: string): Promise<World> {
  const call = `call_of_the_tenant_${name}`;
  const respond = (body: object, headers = {}) =>
    client.json<ResponseResource>('POST', '/v1/responses', body, headers);
  const done = await respond({
    input: [
      { role: 'user', content: `I am ${name}` },
      { type: 'function_call', call_id: call, name: 'f', arguments: '{}' },
      { type: 'function_call_output', call_id: call, output: 'done' },
    ],
    include: ['reasoning.encrypted_content'],
  });
  const child = await respond({ input: 'And?', previous_response_id: done.id });
  const conversation = await client.json<Conversation>('POST', '/v1/conversations', {
    items: [{ role: 'user', content: 'Hello' }],
  });
  await respond({ input: 'Hi', conversation: conversation.id });
  const key = `key of the tenant ${name}`;
  const otherKey = `other ${key}`;
  for (const used of [key, otherKey]) await respond(keyedBody, { 'idempotency-key': used });
  const window = await client.json<CompactedResponse>('POST', '/v1/responses/compact', {
    model: 'scripted',
    input: 'A long story',
  });
  const running = await respond({ input: 'run', background: true });
  const path = `/v1/responses/${running.id}`;
  await vi.waitFor(async () => {
    const { status } = await client.json<ResponseResource>('GET', path);
    expect(status).toBe('in_progress');
  });
  return {
    done: done.id,
    child: child.id,
    running: running.id,
    conversation: conversation.id,
    inputItem: await firstItem(client, `/v1/responses/${done.id}/input_items`),
    outputItem: done.output[0]!.id,
    conversationItem: await firstItem(client, `/v1/conversations/${conversation.id}/items`),
    call,
    thoughts: sealed(done.output.find(({ type }) => type === 'reasoning')),
    summary: sealed(window.output.find(({ type }) => type === 'compaction')),
    key,
    otherKey,
  };
}

/** All that can be read of it, as text; the response that runs only by its status. */
export async function readWorld(client: Client, world: World): Promise<readonly string[]> {
  const paths = [
    ...[world.done, world.child].flatMap((id) => [
      `/v1/responses/${id}`,
      `/v1/responses/${id}?stream=true`,
      `/v1/responses/${id}/input_items`,
    ]),
    `/v1/responses/${world.running}/input_items`,
    `/v1/conversations/${world.conversation}`,
    `/v1/conversations/${world.conversation}/items`,
    `/v1/conversations/${world.conversation}/items/${world.conversationItem}`,
  ];
  const replies = await Promise.all(paths.map((path) => client.send('GET', path)));
  const texts = await Promise.all(
    replies.map(async (reply) => `${reply.status} ${await reply.text()}`),
  );
  const { status } = await client.json<ResponseResource>('GET', `/v1/responses/${world.running}`);
  return [...texts, status];
}

async function firstItem(client: Client, path: string): Promise<string> {
  const { first_id } = await client.json<ItemList>('GET', `${path}?order=asc`);
  if (first_id === null) throw new Error(`${path} is empty`);
  return first_id;
}

function sealed(item: unknown): string {
  const { encrypted_content: blob } = item as Partial<ReasoningItem>;
  if (blob === undefined) throw new Error('nothing was sealed');
  return blob;
}

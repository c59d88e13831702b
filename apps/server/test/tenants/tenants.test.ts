import type { ResponseResource } from '@antiphon/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp, listen, type RunningServer } from '../../src/index.ts';
import { scriptedServices } from '../start.ts';
import { SocketClient } from '../websocket/client.ts';
import { type Ask, cases, createBodies, withoutIds } from './cases.ts';
import {
  clientFor,
  createWorld,
  keyedBody,
  readWorld,
  tenantOf,
  type World,
  worldOptions,
} from './world.ts';

const services = scriptedServices(worldOptions);
const app = createApp({ ...services, shutdown: new AbortController().signal, tenantOf });
const ada = clientFor(app, 'ada');
const bob = clientFor(app, 'bob');
let worldOfAda: World;
let worldOfBob: World;
let before: readonly string[];
let server: RunningServer;

beforeAll(async () => {
  worldOfAda = await createWorld(ada, 'ada');
  worldOfBob = await createWorld(bob, 'bob');
  before = await readWorld(ada, worldOfAda);
  server = await listen(services, { host: '127.0.0.1', port: 0, tenantOf });
});
afterAll(async () => {
  await server.close(0);
  await services.close();
});

/** What nobody has, and looks the same. */
function unknownLike(id: string): string {
  const kept = id.length - 12;
  const rest = id.slice(kept).replaceAll(/./g, (sign) => (sign === '0' ? '1' : '0'));
  return id.slice(0, kept) + rest;
}

/** All that a client sees of an answer, without the id that it asked for and what is new in every answer. */
function anonymous(text: string, id: string): string {
  return text
    .replaceAll(id, '{id}')
    .replaceAll(/_[0-9a-f]{48}/g, '_{new}')
    .replaceAll(/"(created|completed)_at":\d+/g, '"$1_at":0');
}

async function answerTo(route: string, { path, body, headers }: Ask, id: string) {
  const [method = ''] = route.split(' ');
  const reply = await bob.send(method, path, body, headers);
  const told = [...reply.headers].filter(([name]) => name !== 'x-request-id');
  return { status: reply.status, headers: told, text: anonymous(await reply.text(), id) };
}

const tried = cases.flatMap((one) => one.ids.map((kind) => ({ what: '', ...one, kind })));

test.each(tried)(
  '$route: $carrier $what, $kind of another is as one that never was',
  async (one) => {
    const { route, ask, kind } = one;
    const foreign = worldOfAda[kind];
    const unknown = unknownLike(foreign);
    const answer = await answerTo(route, ask(foreign, worldOfBob), foreign);
    expect(answer).toEqual(await answerTo(route, ask(unknown, worldOfBob), unknown));
    expect(await readWorld(ada, worldOfAda)).toEqual(before);
  },
);

test('to their own tenant all of these ids mean something', async () => {
  expect(before.slice(0, -1).filter((text) => !text.startsWith('200'))).toEqual([]);
  // A call is found in what a request goes on from, not by its id alone.
  const referring = createBodies.filter(({ ids }) => !ids.includes('call'));
  for (const { body, ids } of referring) {
    for (const kind of ids) {
      const path = '/v1/responses/input_tokens';
      const reply = await ada.send('POST', path, body(worldOfAda[kind]));
      const text = await reply.text();
      if (kind === 'running') expect(text).toContain('is still in progress');
      else expect([reply.status, text]).toEqual([200, expect.any(String)]);
    }
  }
});

test('an idempotency key of another tenant is free', async () => {
  const respond = (client: typeof ada) => {
    const headers = { 'idempotency-key': worldOfAda.key };
    return client.json<ResponseResource>('POST', '/v1/responses', keyedBody, headers);
  };
  const ofAda = await respond(ada);
  const ofBob = await respond(bob);
  expect(ofBob.id).not.toBe(ofAda.id);
  expect(await respond(bob)).toEqual(ofBob);
  expect(await respond(ada)).toEqual(ofAda);
});

const framed = createBodies.flatMap((one) => one.ids.map((kind) => ({ what: '', ...one, kind })));

test.each(framed)(
  'on a WebSocket: $carrier $what, $kind of another is as one that never was',
  async ({ body, kind }) => {
    const client = await new SocketClient(server.url, { headers: { 'x-tenant': 'bob' } }).open();
    const answersTo = async (id: string) => {
      const frames = [];
      for (const more of [{}, { generate: false }])
        frames.push(await client.answer({ ...body(id), ...more }));
      return anonymous(JSON.stringify(frames), id);
    };
    const foreign = worldOfAda[kind];
    const answers = await answersTo(foreign);
    expect(answers).toEqual(await answersTo(unknownLike(foreign)));
    expect(answers).toMatch(/"error".*"error"/);
    expect(await readWorld(ada, worldOfAda)).toEqual(before);
    client.socket.terminate();
  },
);

test('what only the connection of another tenant remembers is as what never was', async () => {
  const connect = (tenant: string) =>
    new SocketClient(server.url, { headers: { 'x-tenant': tenant } }).open();
  const [ofAda, ofBob] = [await connect('ada'), await connect('bob')];
  const { id } = (await ofAda.answer({ input: 'Hi', store: false })).response!;
  const answerTo = async (previous_response_id: string) => {
    const answer = await ofBob.answer({ input: 'And?', previous_response_id });
    return anonymous(JSON.stringify(answer), previous_response_id);
  };
  expect(await answerTo(id)).toEqual(await answerTo(unknownLike(id)));
  const next = await ofAda.answer({ input: 'And?', previous_response_id: id, store: false });
  expect(next.type).toBe('response.completed');
  for (const { socket } of [ofAda, ofBob]) socket.terminate();
});

test('a prompt that another tenant had before is not found in the cache', async () => {
  const body = { input: 'a prompt that is long enough to be kept '.repeat(20) };
  const cached = async (client: typeof ada) => {
    const { usage } = await client.json<ResponseResource>('POST', '/v1/responses', body);
    return usage!.input_tokens_details.cached_tokens;
  };
  await cached(ada);
  expect(await cached(ada)).toBeGreaterThan(0);
  expect(await cached(bob)).toBe(0);
});

/** Every parameter and every field of a body, by the operation that takes it. */
async function carriers(): Promise<string[]> {
  const document = (await (await app.request('/openapi.json')).json()) as Described;
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { parameters = [], requestBody }]) => {
      const schema = requestBody?.content['application/json'].schema.$ref.split('/').at(-1);
      const fields = schema ? document.components.schemas[schema]!.properties : {};
      return [...parameters.map(({ name }) => name), ...Object.keys(fields)].map(
        (name) => `${method.toUpperCase()} ${path}: ${name}`,
      );
    }),
  );
}

/** As much of the document as is read here. */
interface Described {
  readonly paths: Record<
    string,
    Record<
      string,
      {
        readonly parameters?: readonly { readonly name: string }[];
        readonly requestBody?: {
          readonly content: {
            readonly 'application/json': { readonly schema: { readonly $ref: string } };
          };
        };
      }
    >
  >;
  readonly components: { readonly schemas: Record<string, { readonly properties: object }> };
}

test('every place where an id may stand is tried, in every route that the API describes', async () => {
  const all = await carriers();
  const bearing = all.filter((place) => !withoutIds.has(place.split(': ')[1]!));
  const known = new Set(cases.map(({ route, carrier }) => `${route}: ${carrier}`));
  expect([...known].toSorted()).toEqual(bearing.toSorted());
});

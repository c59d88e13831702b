import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  contractFaults,
  eventFaults,
} from '../../../../packages/protocol/test/open-responses-contract.ts';
import { type ServerProcess, startProcess } from '../server-process.ts';
import { readEvents, type WireEvent, type WireResponse } from './read-events.ts';
import { Socket } from './socket.ts';

/**
 * The compliance tests of the contract, by its names: all begin at once, against the server as it is without any setting, with
 * the embedded model and without a limit of tokens.
 */
const MODEL = 'antiphon-embedded';

const dataFolder = mkdtempSync(join(tmpdir(), 'antiphon-compliance-'));
let server: ServerProcess;
let results: Map<string, PromiseSettledResult<void>>;

beforeAll(async () => {
  server = await startProcess({ ANTIPHON_DATA_DIR: dataFolder });
  const names = Object.keys(checks);
  const settled = await Promise.allSettled(Object.values(checks).map((check) => check()));
  results = new Map(settled.map((result, index) => [names[index]!, result]));
}, 120_000);

afterAll(async () => {
  await server.stop();
  rmSync(dataFolder, { recursive: true });
});

const checks: Readonly<Record<string, () => Promise<void>>> = {
  'basic-response': async () => {
    expectDone(await create({ input: [user('Say hello in exactly 3 words.')] }));
  },

  'assistant-phase': async () => {
    const said = (phase: string, content: string) => ({ ...assistant(content), phase });
    const input = [
      said('commentary', 'I will look that up.'),
      said('final_answer', 'The capital of France is Paris.'),
      user('Say it again.'),
    ];
    expectDone(await create({ input }));
  },

  'response-output-phase-schema': async () => {
    const part = { type: 'output_text', text: 'Hi', annotations: [] };
    const message = { type: 'message', id: 'msg_1', status: 'completed', role: 'assistant' };
    const item = { ...message, content: [part], phase: 'final_answer' };
    expect(contractFaults('ItemField', item)).toEqual([]);
  },

  'streaming-response': async () => {
    const reply = await post('/responses', { input: [user('Count from 1 to 5.')], stream: true });
    expect(reply.status).toBe(200);
    expectTurn(await readEvents(reply));
  },

  'websocket-response': () =>
    withSocket(async (socket) => {
      expectTurn(await socket.turn({ model: MODEL, input: [user('Count from 1 to 3.')] }));
    }),

  'websocket-sequential-responses': () =>
    withSocket(async (socket) => {
      for (const input of ['Say hello.', 'Say goodbye.']) {
        expectTurn(await socket.turn({ model: MODEL, store: false, input }));
      }
    }),

  'websocket-continuation': () =>
    withSocket(async (socket) => {
      const first = await rememberAda(socket);
      const request = { model: MODEL, store: false, previous_response_id: first.id };
      expectTurn(await socket.turn({ ...request, input: [user('What is my name?')] }));
    }),

  'websocket-reconnect-store-false-recovery': async () => {
    let id = '';
    await withSocket(async (socket) => {
      id = (await rememberAda(socket)).id;
    });
    await withSocket(async (socket) => {
      expectNotFound(await askAfter(socket, id));
      expectTurn(await socket.turn({ model: MODEL, store: false, input: [user('Hello')] }));
    });
  },

  'websocket-previous-response-not-found': () =>
    withSocket(async (socket) => expectNotFound(await askAfter(socket, 'resp_unknown'))),

  'websocket-failed-continuation-evicts-cache': () =>
    withSocket(async (socket) => {
      const { id } = await rememberAda(socket);
      const output = { type: 'function_call_output', call_id: 'call_unknown', output: '{}' };
      const request = { model: MODEL, store: false, previous_response_id: id };
      const failed = await socket.turn({ ...request, input: [output] });
      expect(['error', 'response.failed']).toContain(failed.at(-1)!.type);
      expectNotFound(await askAfter(socket, id));
    }),

  'websocket-compact-new-chain': async () => {
    const { output } = await compact({
      input: [userParts('My name is Ada.'), assistantParts('Hello, Ada.')],
    });
    await withSocket(async (socket) => {
      const input = [...output, userParts('Say hello.')];
      expectTurn(await socket.turn({ model: MODEL, store: false, tools: [], input }));
    });
  },

  'system-prompt': async () => {
    const system = { type: 'message', role: 'system', content: 'You are a pirate.' };
    expectDone(await create({ input: [system, user('Say hello.')] }));
  },

  'tool-calling': async () => {
    const location = { type: 'string', description: 'The city and state, e.g. San Francisco, CA' };
    const tool = {
      type: 'function',
      name: 'get_weather',
      description: 'Get the current weather for a location',
      parameters: { type: 'object', properties: { location }, required: ['location'] },
    };
    const input = [user("What's the weather like in San Francisco?")];
    const { output } = await create({ input, tools: [tool] });
    expect(output.map(({ type }) => type)).toContain('function_call');
  },

  'image-input': async () => {
    const question = { type: 'input_text', text: 'What do you see in this image?' };
    const image = { type: 'input_image', image_url: `data:image/png;base64,${PNG}` };
    const message = { type: 'message', role: 'user', content: [question, image] };
    expectDone(await create({ input: [message] }));
  },

  'multi-turn': async () => {
    const input = [user('My name is Ada.'), assistant('Hello, Ada.'), user('What is my name?')];
    expectDone(await create({ input }));
  },

  'compact-response': async () => {
    const input = [user('My name is Ada.'), assistant('Hello, Ada.')];
    const compacted = await compact({ input, prompt_cache_key: 'compliance' });
    expect(compacted.object).toBe('response.compaction');
    expect(compacted.output.map(({ type }) => type)).toContain('compaction');
  },

  'compact-missing-model': async () => {
    const reply = await send('/responses/compact', { input: [user('Hello')] });
    await reply.body!.cancel();
    expect([400, 422]).toContain(reply.status);
  },
};

test.each(Object.keys(checks))('%s', (name) => {
  const result = results.get(name)!;
  if (result.status === 'rejected') throw result.reason;
});

test('they are as many as the contract has', () => {
  expect(Object.keys(checks).length).toBe(17);
});

/** 32 × 32 pixels. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAKklEQVR42mO4oKBAU8QwasGoBaMWjFowasGoBaMWjFowasGoBaMWDBULAE7YQD2B7wk2AAAAAElFTkSuQmCC';

function user(content: string): object {
  return { type: 'message', role: 'user', content };
}

function assistant(content: string): object {
  return { type: 'message', role: 'assistant', content };
}

function userParts(text: string): object {
  return { type: 'message', role: 'user', content: [{ type: 'input_text', text }] };
}

function assistantParts(text: string): object {
  return { type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] };
}

function send(path: string, body: object): Promise<Response> {
  const headers = { authorization: 'Bearer none', 'content-type': 'application/json' };
  return fetch(`${server.url}/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

function post(path: string, body: object): Promise<Response> {
  return send(path, { model: MODEL, ...body });
}

async function create(body: object): Promise<WireResponse> {
  const reply = await post('/responses', body);
  const response = await json<WireResponse>(reply);
  expect(contractFaults('ResponseResource', response)).toEqual([]);
  expect(response.output).not.toEqual([]);
  return response;
}

async function compact(body: object): Promise<WireResponse & { readonly object: string }> {
  const reply = await post('/responses/compact', body);
  const compacted = await json<WireResponse & { readonly object: string }>(reply);
  expect(contractFaults('CompactResource', compacted)).toEqual([]);
  return compacted;
}

async function json<Body>(reply: Response): Promise<Body> {
  const text = await reply.text();
  expect(reply.status, text).toBe(200);
  expect(reply.headers.get('content-type')).toContain('application/json');
  return JSON.parse(text);
}

async function withSocket(use: (socket: Socket) => Promise<void>): Promise<void> {
  const socket = await Socket.open(`${server.url}/v1`);
  try {
    await use(socket);
  } finally {
    socket.close();
  }
}

async function rememberAda(socket: Socket): Promise<WireResponse> {
  const input = [user('Remember: my name is Ada.')];
  return expectTurn(await socket.turn({ model: MODEL, store: false, input }));
}

function askAfter(socket: Socket, id: string): Promise<WireEvent[]> {
  const request = { model: MODEL, store: false, previous_response_id: id };
  return socket.turn({ ...request, input: [user('What is my name?')] });
}

function expectDone({ status }: WireResponse): void {
  expect(status).toBe('completed');
}

/** Every event is one of the contract's, and the last has a response that is done. */
function expectTurn(events: readonly WireEvent[]): WireResponse {
  expect(events.flatMap((event) => eventFaults(event))).toEqual([]);
  const { response } = events.at(-1)!;
  if (!response) throw new Error(`the turn ended with ${JSON.stringify(events.at(-1))}`);
  expect(contractFaults('ResponseResource', response)).toEqual([]);
  expectDone(response);
  return response;
}

function expectNotFound(events: readonly WireEvent[]): void {
  const event = events.at(-1)!;
  expect(event.error?.code).toBe('previous_response_not_found');
  expect(contractFaults('WebSocketErrorEvent', event)).toEqual([]);
}

import { createScriptedModel, type Script } from '@antiphon/backend';
import { createLocalModel } from '@antiphon/engine';
import {
  InvalidRequestError,
  NotFoundError,
  parseCreateResponse,
  type ResponseEvent,
} from '@antiphon/protocol';
import { openSqliteStore, type ResponseStore } from '@antiphon/store';
import { expect, test } from 'vitest';
import { createResponseService, type ResponseService } from '../src/index.ts';

const caller = { tenant: 'tenant' };
const never = new AbortController().signal;

function serve(script: Script, options: { contextLength?: number; stepMs?: number } = {}) {
  const store = openSqliteStore(':memory:');
  const models = [createLocalModel(createScriptedModel(script, options))] as const;
  return { store, service: createResponseService({ store, models: [...models] }) };
}

async function create(service: ResponseService, body: object, signal = never) {
  const running = await service.create(parseCreateResponse(body), caller, signal);
  const events = await Array.fromAsync(running.events);
  return { events, response: await running.done };
}

const echo: Script = ({ messages }) =>
  messages.map(({ role, content }) => `${role}: ${content}`).join(' | ');

test('the events of an answer come in their order, and the last holds what is stored', async () => {
  const { service, store } = serve(() => 'né!');
  const { events, response } = await create(service, { input: 'Hi' });
  expect(events.map((event) => event.type)).toEqual([
    'response.created',
    'response.in_progress',
    'response.output_item.added',
    'response.content_part.added',
    'response.output_text.delta',
    'response.output_text.delta',
    'response.output_text.delta',
    'response.output_text.done',
    'response.content_part.done',
    'response.output_item.done',
    'response.completed',
  ]);
  expect(events.map((event) => event.sequence_number)).toEqual([...events.keys()]);
  expect(events.at(-1)).toMatchObject({ response });
  expect(await store.get({ tenant: caller.tenant, id: response.id })).toEqual(response);
  expect(response).toMatchObject({
    status: 'completed',
    output: [
      {
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: 'né!', annotations: [] }],
      },
    ],
    usage: { output_tokens: 4 },
  });
});

test('a model that says nothing gives an empty message', async () => {
  const { service } = serve(() => '');
  const { response } = await create(service, { input: 'Hi' });
  expect(response).toMatchObject({ status: 'completed', output: [{ content: [{ text: '' }] }] });
});

test('a chain has all items of its turns, and only the newest instructions', async () => {
  const { service } = serve(echo);
  const first = await create(service, { input: 'one', instructions: 'Be brief.' });
  const second = await create(service, {
    input: 'two',
    previous_response_id: first.response.id,
    instructions: 'Be long.',
  });
  expect(textOf(second.events)).toBe(
    'system: Be long. | user: one | assistant: system: Be brief. | user: one | user: two',
  );
});

test('developer and system messages stay in their place as system messages', async () => {
  const { service } = serve(echo);
  const input = [
    { role: 'user', content: 'a' },
    { role: 'developer', content: 'b' },
    { role: 'system', content: 'c' },
  ];
  expect(textOf((await create(service, { input })).events)).toBe('user: a | system: b | system: c');
});

test('an answer that reaches max_output_tokens is incomplete', async () => {
  const { service } = serve(() => 'Hello!');
  const { events, response } = await create(service, { input: 'Hi', max_output_tokens: 2 });
  expect(events.at(-1)!.type).toBe('response.incomplete');
  expect(response).toMatchObject({
    status: 'incomplete',
    completed_at: null,
    incomplete_details: { reason: 'max_output_tokens' },
    output: [{ status: 'incomplete', content: [{ text: 'He' }] }],
  });
});

test('store: false leaves nothing behind', async () => {
  const { service } = serve(() => 'Hi');
  const { response } = await create(service, { input: 'Hi', store: false });
  await expect(service.retrieve({ ...caller, id: response.id })).rejects.toThrow(NotFoundError);
});

test('an aborted response ends as cancelled, with the text so far', async () => {
  const { service, store } = serve(() => 'x'.repeat(10_000), { stepMs: 1 });
  const abort = new AbortController();
  const running = await service.create(parseCreateResponse({ input: 'Hi' }), caller, abort.signal);
  for await (const event of running.events) {
    if (event.type === 'response.output_text.delta') abort.abort();
  }
  const response = await running.done;
  expect(response.status).toBe('cancelled');
  expect(response.output[0]).toMatchObject({
    status: 'incomplete',
    content: [{ text: expect.stringMatching(/^x+$/) }],
  });
  expect(await store.get({ ...caller, id: response.id })).toEqual(response);
});

test('a model that fails in the middle ends in response.failed', async () => {
  const { service } = serve(() => {
    throw new Error('out of order');
  });
  const { events, response } = await create(service, { input: 'Hi' });
  expect(events.at(-1)).toMatchObject({ type: 'response.failed', response });
  expect(response).toMatchObject({
    status: 'failed',
    error: { code: 'server_error', message: 'the model failed: out of order' },
  });
});

test('another tenant cannot continue, read or delete a response', async () => {
  const { service } = serve(() => 'Hi');
  const { response } = await create(service, { input: 'Hi' });
  const foreign = { tenant: 'other', id: response.id };
  await expect(service.retrieve(foreign)).rejects.toThrow(NotFoundError);
  await expect(service.delete(foreign)).rejects.toThrow(NotFoundError);
  const request = parseCreateResponse({ input: 'x', previous_response_id: response.id });
  await expect(service.create(request, { tenant: 'other' }, never)).rejects.toMatchObject({
    code: 'previous_response_not_found',
  });
  expect((await service.retrieve({ ...caller, id: response.id })).id).toBe(response.id);
});

test('the sampling in force is echoed, and a given seed draws the same answer again', async () => {
  const { service } = serve(() => 'Hi');
  const { response } = await create(service, {
    input: 'Hi',
    temperature: 0.5,
    top_k: 5,
    seed: 7,
    stop: [],
  });
  expect(response).toMatchObject({
    temperature: 0.5,
    top_k: 5,
    top_p: 1,
    min_p: 0,
    seed: 7,
    dry_base: 1.75,
  });
});

test.each([
  [{ include: ['message.output_text.logprobs'] }, 0],
  [{ logprobs: true }, 0],
  [{ top_logprobs: 3 }, 3],
])('%j brings logprobs in every event and in the message', async (fields, top) => {
  const { service } = serve(() => 'né');
  const { events, response } = await create(service, { input: 'Hi', ...fields });
  const part = response.output[0]!.content[0]!;
  if (part.type !== 'output_text') throw new Error('no text');
  expect(part.logprobs!.flatMap(({ bytes }) => bytes)).toEqual([...new TextEncoder().encode('né')]);
  expect(part.logprobs!.every((token) => token.top_logprobs.length === top)).toBe(true);
  const streamed = events.flatMap((event) =>
    event.type === 'response.output_text.delta' ? event.logprobs : [],
  );
  expect(streamed).toEqual(part.logprobs);
});

test.each([
  [{}, 'input', 'missing_required_parameter'],
  [{ input: [] }, 'input', 'missing_required_parameter'],
  [{ input: 'x', temperature: -1 }, 'temperature', 'invalid_value'],
  [{ input: 'x', include: ['everything'] }, 'include[0]', 'invalid_value'],
  [{ input: 'x', logprobs: false, top_logprobs: 2 }, 'logprobs', 'invalid_value'],
  [
    { input: 'x', previous_response_id: 'resp_0' },
    'previous_response_id',
    'previous_response_not_found',
  ],
  [{ input: 'x', tools: [{ type: 'function', name: 'f' }] }, 'tools', 'unsupported_parameter'],
  [{ input: 'x', background: true }, 'background', 'unsupported_parameter'],
  [{ input: 'x', stop: 'end' }, 'stop', 'unsupported_parameter'],
  [{ input: 'x', n: 2 }, 'n', 'unsupported_parameter'],
  [{ input: 'x'.repeat(200) }, 'input', 'context_length_exceeded'],
])('%j is refused before anything is stored', async (body, param, code) => {
  const { service } = serve(() => 'Hi', { contextLength: 200 });
  const refused = service.create(parseCreateResponse(body), caller, never);
  await expect(refused).rejects.toThrow(InvalidRequestError);
  await expect(refused).rejects.toMatchObject({ param, code });
});

test('fields that ask for what holds anyway are accepted', async () => {
  const { service } = serve(() => 'Hi');
  const neutral = {
    tools: [],
    tool_choice: 'auto',
    n: 1,
    truncation: 'disabled',
    background: false,
    text: { format: { type: 'text' } },
    reasoning: { effort: null },
    service_tier: 'auto',
    response_format: { type: 'text' },
  };
  expect((await create(service, { input: 'x', ...neutral })).response.status).toBe('completed');
});

test('an unknown model is not found', async () => {
  const { service } = serve(() => 'Hi');
  const request = parseCreateResponse({ input: 'x', model: 'other' });
  await expect(service.create(request, caller, never)).rejects.toThrow(
    'model "other" is not served here; there is: scripted',
  );
});

function textOf(events: readonly ResponseEvent[]): string {
  return events
    .map((event) => (event.type === 'response.output_text.delta' ? event.delta : ''))
    .join('');
}

test('a response whose end cannot be stored never tells that it ended', async () => {
  const store = openSqliteStore(':memory:');
  const broken: ResponseStore = {
    create: (response) => store.create(response),
    finish: () => Promise.reject(new Error('disk full')),
    get: (key) => store.get(key),
    history: (key) => store.history(key),
    delete: (key) => store.delete(key),
    close: () => store.close(),
  };
  const models = [createLocalModel(createScriptedModel(() => 'Hi'))] as const;
  const service = createResponseService({ store: broken, models: [...models] });
  const running = await service.create(parseCreateResponse({ input: 'x' }), caller, never);
  const events = await Array.fromAsync(running.events);
  expect(events.at(-1)!.type).toBe('response.output_text.delta');
  await expect(running.done).rejects.toThrow('disk full');
});

import {
  createModelDirectory,
  createScriptedModel,
  type Script,
  type ScriptedModelOptions,
} from '@antiphon/backend';
import { createLocalModel } from '@antiphon/engine';
import { InvalidRequestError, NotFoundError, parseCreateResponse } from '@antiphon/protocol';
import { openSqliteStore } from '@antiphon/store';
import { expect, test } from 'vitest';
import { createResponseService } from '../src/index.ts';
import { withMethods } from './broken-store.ts';
import { caller, create, echo, never, serve as serveModel, textOf } from './serve.ts';

/** A model that neither thinks nor calls, unless its template says so. */
function serve(script: Script, model: ScriptedModelOptions = {}) {
  return serveModel(script, { model: { chatTemplate: '', ...model } });
}

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
  const [message] = response.output;
  const part = message?.type === 'message' ? message.content[0] : undefined;
  if (part?.type !== 'output_text') throw new Error('no text');
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
  [{ input: 'x', logprobs: false, top_logprobs: 2 }, 'logprobs', 'invalid_value'],
  [
    { input: 'x', previous_response_id: 'resp_0' },
    'previous_response_id',
    'previous_response_not_found',
  ],
  [{ input: 'x', tools: [{ type: 'function', name: 'f' }] }, 'tools', 'unsupported_parameter'],
  [{ input: 'x', background: true, store: false }, 'background', 'invalid_value'],
  [{ input: 'x', reasoning: { effort: 'high' } }, 'reasoning.effort', 'unsupported_parameter'],
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

test('a response whose end cannot be stored never tells that it ended', async () => {
  const store = openSqliteStore(':memory:');
  const broken = withMethods(store, { finish: () => Promise.reject(new Error('disk full')) });
  const models = createModelDirectory([createLocalModel(createScriptedModel(() => 'Hi'))]);
  const service = createResponseService({ store: broken, models });
  const running = await service.create(parseCreateResponse({ input: 'x' }), caller, never);
  const told: string[] = [];
  const reading = (async () => {
    for await (const event of running.events) told.push(event.type);
  })();
  await expect(running.done).rejects.toThrow('disk full');
  await store.close();
  await expect(reading).rejects.toThrow('the store is closed');
  expect(told.at(-1)).toBe('response.output_item.done');
});

test('an end that could not be stored is stored once that is possible again', async () => {
  const store = openSqliteStore(':memory:');
  let isFull = true;
  const flaky = withMethods(store, {
    finish: (key, ending) =>
      isFull ? Promise.reject(new Error('disk full')) : store.finish(key, ending),
  });
  const models = createModelDirectory([createLocalModel(createScriptedModel(() => 'Hi'))]);
  const service = createResponseService({ store: flaky, models });
  const running = await service.create(parseCreateResponse({ input: 'x' }), caller, never);
  const live = Array.fromAsync(running.events);
  await expect(running.done).rejects.toThrow('disk full');
  isFull = false;
  const key = { ...caller, id: running.response.id };
  const events = await Array.fromAsync(await service.events(key, { signal: never }));
  expect(events.at(-1)?.type).toBe('response.completed');
  expect(await live).toEqual(events);
});

test('what a model thinks before it answers is an item of its own', async () => {
  const { service } = serve(() => '<think>\nA greeting.\n</think>\n\nHello', {
    chatTemplate: '<think> </think>',
  });
  const { events, response } = await create(service, { input: 'Hi' });
  expect(response.output).toMatchObject([
    { type: 'reasoning', status: 'completed', summary: [{ text: 'A greeting.' }] },
    { type: 'message', status: 'completed', content: [{ text: 'Hello' }] },
  ]);
  const types = [...new Set(events.map((event) => event.type))];
  expect(types).toEqual([
    'response.created',
    'response.in_progress',
    'response.output_item.added',
    'response.reasoning_summary_part.added',
    'response.reasoning_summary_text.delta',
    'response.reasoning_summary_text.done',
    'response.reasoning_summary_part.done',
    'response.output_item.done',
    'response.content_part.added',
    'response.output_text.delta',
    'response.output_text.done',
    'response.content_part.done',
    'response.completed',
  ]);
  expect(response.usage?.output_tokens_details.reasoning_tokens).toBeGreaterThan(10);
});

test('what the model thought is given back to it in the next turn', async () => {
  let seen: unknown;
  const { service } = serve(
    ({ messages }) => {
      seen = messages;
      return messages.length === 1 ? '<think>Hm.</think>Yes' : 'No';
    },
    { chatTemplate: '<think> </think>' },
  );
  const first = await create(service, { input: 'One?' });
  await create(service, { input: 'Two?', previous_response_id: first.response.id });
  expect(seen).toEqual([
    { role: 'user', content: 'One?' },
    { role: 'assistant', content: 'Yes', reasoning: 'Hm.' },
    { role: 'user', content: 'Two?' },
  ]);
});

const weather = {
  type: 'function',
  name: 'get_weather',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const call = '<tool_call>\n{"name": "get_weather", "arguments": {"city": "Oslo"}}\n</tool_call>';
const chatTemplate =
  '{% for tool in tools %}{% endfor %}<tool_call>{"name": ..., "arguments": ...}</tool_call>';

test('a call is an item of its own, and its result goes back to the model', async () => {
  const { service } = serve(
    ({ messages }) => {
      const last = messages.at(-1)!;
      return last.role === 'tool' ? `${last.name} says ${last.content}` : `Let me see.\n${call}`;
    },
    { chatTemplate },
  );
  const first = await create(service, { input: 'Weather?', tools: [weather] });
  expect(first.response.output).toMatchObject([
    { type: 'message', content: [{ text: expect.stringContaining('Let me see.') }] },
    { type: 'function_call', name: 'get_weather', status: 'completed' },
  ]);
  const made = first.response.output[1];
  if (made?.type !== 'function_call') throw new Error('no call');
  expect(JSON.parse(made.arguments)).toEqual({ city: 'Oslo' });
  const deltas = first.events.flatMap((event) =>
    event.type === 'response.function_call_arguments.delta' ? [event.delta] : [],
  );
  expect(deltas.join('')).toBe(made.arguments);
  const second = await create(service, {
    previous_response_id: first.response.id,
    tools: [weather],
    input: [{ type: 'function_call_output', call_id: made.call_id, output: '3 °C' }],
  });
  expect(second.response.output).toMatchObject([
    { type: 'message', content: [{ text: 'get_weather says 3 °C' }] },
  ]);
});

test('an output without its call is refused by name', async () => {
  const { service } = serve(() => 'Hi');
  const input = [{ type: 'function_call_output', call_id: 'call_1', output: 'x' }];
  await expect(create(service, { input })).rejects.toMatchObject({ param: 'input[0].call_id' });
});

test('tool_choice none shows no tools to the model; a required call is made whatever it would say', async () => {
  const { service } = serve(
    ({ tools }) => (tools === undefined ? 'no tools' : 'I would rather talk.'),
    { chatTemplate },
  );
  const body = { input: 'Hi', tools: [weather] };
  const none = await create(service, { ...body, tool_choice: 'none' });
  expect(none.response.output).toMatchObject([{ content: [{ text: 'no tools' }] }]);
  const forced = await create(service, {
    ...body,
    tool_choice: { type: 'function', name: 'get_weather' },
    max_output_tokens: 400,
  });
  expect(forced.response.output[0]).toMatchObject({ type: 'function_call', name: 'get_weather' });
});

test('n answers come as items of their own, each with its place in the output', async () => {
  const { service } = serve(() => 'Hi');
  const { events, response } = await create(service, { input: 'Hi', n: 3 });
  expect(response.output).toMatchObject(Array(3).fill({ content: [{ text: 'Hi' }] }));
  const added = events.flatMap((event) =>
    event.type === 'response.output_item.added' ? [event.output_index] : [],
  );
  expect(added).toEqual([0, 1, 2]);
  expect(response.usage?.output_tokens).toBe(6);
});

test('an answer ends before a stop string, which no event holds', async () => {
  const { service } = serve(() => 'One. Two. END Three.');
  const { events, response } = await create(service, { input: 'Hi', stop: ['END', 'Four'] });
  expect(response).toMatchObject({
    status: 'completed',
    stop: ['END', 'Four'],
    output: [{ content: [{ text: 'One. Two. ' }] }],
  });
  expect(JSON.stringify(events.slice(2))).not.toContain('"E"');
});

test('a service that is closed fails what runs in the foreground, and starts nothing more', async () => {
  const { service, store } = serve(() => 'x'.repeat(100_000), { stepMs: 1 });
  const running = await service.create(parseCreateResponse({ input: 'x' }), caller, never);
  await service.close();
  const events = await Array.fromAsync(running.events);
  const failed = { status: 'failed', error: { code: 'server_closing' } };
  expect(events.at(-1)).toMatchObject({ type: 'response.failed', response: failed });
  expect(await store.get({ ...caller, id: running.response.id })).toMatchObject(failed);
  await expect(create(service, { input: 'x' })).rejects.toMatchObject({ code: 'server_closing' });
});

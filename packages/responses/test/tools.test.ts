import type { Script, ScriptedItem } from '@antiphon/backend';
import { expect, test } from 'vitest';
import { createClockTool } from './clock-tool.ts';
import { caller, create, echo, serve, THINKS_AND_CALLS, textOf } from './serve.ts';

/** Says these items, one list for each turn of its own. */
function inTurns(...turns: readonly (readonly ScriptedItem[])[]): Script {
  return ({ messages }) => {
    const own = messages.filter(({ role }) => role === 'assistant').length;
    return { output: turns[Math.min(own, turns.length - 1)]! };
  };
}

function call(name: string, values: object): ScriptedItem {
  return { type: 'function_call', name, arguments: values };
}

const say = (text: string): ScriptedItem => ({ type: 'text', text });

const clock = { type: 'test:clock' };
const weather = { type: 'function', name: 'weather', parameters: { type: 'object' } };

test('a custom tool is called with a text, which comes in pieces, and gets its output back', async () => {
  const input = 'print("né")\n';
  const { service } = serve(inTurns([call('write', { input })], [say('Done.')]));
  const tools = [{ type: 'custom', name: 'write', description: 'Writes.' }];
  const first = await create(service, { input: 'Hi', tools });
  const [made] = first.response.output;
  expect(made).toMatchObject({
    type: 'custom_tool_call',
    name: 'write',
    input,
    status: 'completed',
  });
  const deltas = first.events.flatMap((event) =>
    event.type === 'response.custom_tool_call_input.delta' ? [event.delta] : [],
  );
  expect(deltas.join('')).toBe(input);
  expect(deltas.length).toBeGreaterThan(1);
  expect(first.response.tools).toEqual([
    { type: 'custom', name: 'write', description: 'Writes.', format: { type: 'text' } },
  ]);
  if (made?.type !== 'custom_tool_call') throw new Error('no call');
  const second = await create(service, {
    tools,
    previous_response_id: first.response.id,
    input: [{ type: 'custom_tool_call_output', call_id: made.call_id, output: 'ok' }],
  });
  expect(textOf(second.events)).toBe('Done.');
});

test.each([
  { syntax: 'regex', definition: 'say "[a-z]+"\\n' },
  { syntax: 'lark', definition: 'start: "say " /"[a-z]+"/ "\\n"' },
])('the text of a custom tool is held to its grammar: $syntax', async (format) => {
  const { service } = serve(inTurns([call('write', { input: 'SAY "hello"!' })]));
  const tool = { type: 'custom', name: 'write', format: { type: 'grammar', ...format } };
  const body = { input: 'Hi', tools: [tool], tool_choice: 'required', seed: 1 };
  const { response } = await create(service, { ...body, max_output_tokens: 300 });
  expect(response.output[0]).toMatchObject({
    type: 'custom_tool_call',
    status: 'completed',
    input: expect.stringMatching(/^say "[a-z]+"\n$/),
  });
});

test('a grammar of a custom tool that is wrong is refused under its name', async () => {
  const { service } = serve(echo);
  const format = { type: 'grammar', syntax: 'lark', definition: 'start: missing' };
  const tools = [{ type: 'custom', name: 'write', format }];
  await expect(create(service, { input: 'Hi', tools })).rejects.toMatchObject({
    param: 'tools',
    message: expect.stringContaining('/tools/write/format'),
  });
});

test('the model sees past custom calls as calls of a function with one text', async () => {
  const { service } = serve(echo);
  const input = [
    { type: 'custom_tool_call', call_id: 'call_1', name: 'write', input: 'a "b"' },
    { type: 'custom_tool_call_output', call_id: 'call_1', output: 'ok' },
  ];
  expect(textOf((await create(service, { input })).events)).toBe(
    'assistant:  [write {"input":"a \\"b\\""}] | tool: ok',
  );
});

test('tools of a namespace are flat for the model and split again in the output', async () => {
  let seen: readonly string[] = [];
  const { service } = serve((conversation) => {
    seen = (conversation.tools ?? []).map(({ name }) => name);
    return { output: [call('disk__read', { path: '/' })] };
  });
  const tools = [{ type: 'namespace', name: 'disk', tools: [{ type: 'function', name: 'read' }] }];
  const { response } = await create(service, { input: 'Hi', tools });
  expect(seen).toEqual(['disk__read']);
  expect(response.output).toMatchObject([
    { type: 'function_call', name: 'read', namespace: 'disk', arguments: '{"path":"/"}' },
  ]);
});

test('a tool that the server runs is called, and its result goes back to the model in the same response', async () => {
  const { service } = serve(
    inTurns([say('Let me see.'), call('clock', { input: 'Oslo' })], [say('It is noon.')]),
    { hostedTools: [createClockTool()] },
  );
  const { events, response } = await create(service, { input: 'Time?', tools: [clock] });
  expect(response.output).toMatchObject([
    { type: 'message', content: [{ text: 'Let me see.' }] },
    { type: 'test:clock_call', status: 'completed', time: '12:00', arguments: '{"input":"Oslo"}' },
    { type: 'message', content: [{ text: 'It is noon.' }] },
  ]);
  const ofCall = events.filter((event) => 'output_index' in event && event.output_index === 1);
  expect(ofCall.map(({ type }) => type)).toEqual([
    'response.output_item.added',
    'test:clock_call.running',
    'response.output_item.done',
  ]);
  expect(response.usage!.output_tokens).toBeGreaterThan('It is noon.'.length);
});

test('what a hosted tool gave stays in the history', async () => {
  const { service } = serve(
    (conversation) => {
      const isFirst = conversation.messages.length === 1;
      return isFirst ? { output: [call('clock', {})] } : echo(conversation);
    },
    { hostedTools: [createClockTool()] },
  );
  const first = await create(service, { input: 'Time?', tools: [clock] });
  expect(textOf(first.events)).toBe('user: Time? | assistant:  [clock {}] | tool: 12:00');
});

test('max_tool_calls counts hosted calls; those beyond it are left out, and then none can be made', async () => {
  const seen: (readonly string[] | undefined)[] = [];
  const script = inTurns([call('clock', {}), call('clock', {}), call('clock', {})], [say('Noon.')]);
  const { service } = serve(
    (conversation) => {
      seen.push(conversation.tools?.map(({ name }) => name));
      return script(conversation);
    },
    { hostedTools: [createClockTool()] },
  );
  const body = { input: 'Time?', tools: [clock], max_tool_calls: 2 };
  const { response } = await create(service, body);
  expect(response.max_tool_calls).toBe(2);
  expect(response.output.map(({ type }) => type)).toEqual([
    'test:clock_call',
    'test:clock_call',
    'message',
  ]);
  expect(seen.at(-1)).toBeUndefined();
});

test('a response that also calls for the client ends there', async () => {
  const { service } = serve(inTurns([call('clock', {}), call('weather', {})], [say('unused')]), {
    hostedTools: [createClockTool()],
  });
  const { response } = await create(service, { input: 'Hi', tools: [clock, weather] });
  expect(response).toMatchObject({
    status: 'completed',
    output: [
      { type: 'test:clock_call', status: 'completed' },
      { type: 'function_call', name: 'weather' },
    ],
  });
});

test('a hosted tool that fails tells the model so', async () => {
  const wait = () => Promise.reject(new Error('no clock here'));
  const { service } = serve(
    (conversation) =>
      conversation.messages.length === 1 ? { output: [call('clock', {})] } : echo(conversation),
    { hostedTools: [createClockTool({ wait })] },
  );
  const { events, response } = await create(service, { input: 'Time?', tools: [clock] });
  expect(response.output[0]).toMatchObject({ status: 'failed', error: 'no clock here' });
  expect(textOf(events)).toContain('tool: no clock here');
});

test('a hosted call is called off with its response', async () => {
  const abort = new AbortController();
  const { service } = serve(inTurns([call('clock', {})]), {
    hostedTools: [
      createClockTool({
        wait: (signal) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason), { once: true });
            abort.abort();
          }),
      }),
    ],
  });
  const body = { input: 'Time?', tools: [clock] };
  const { response } = await create(service, body, { signal: abort.signal });
  expect(response).toMatchObject({
    status: 'cancelled',
    output: [{ type: 'test:clock_call', status: 'incomplete' }],
  });
});

test('max_output_tokens holds for all rounds of a response together', async () => {
  const { service } = serve(inTurns([call('clock', {})], [say('x'.repeat(500))]), {
    hostedTools: [createClockTool()],
  });
  const body = { input: 'Time?', tools: [clock], max_output_tokens: 100 };
  const { response } = await create(service, body);
  expect(response).toMatchObject({ status: 'incomplete', usage: { output_tokens: 100 } });
});

test('a demanded hosted call is made once, and then the model answers', async () => {
  const { service } = serve(inTurns([call('clock', {})], [say('Noon.')]), {
    hostedTools: [createClockTool()],
  });
  const body = { input: 'Time?', tools: [clock], tool_choice: clock };
  const { response } = await create(service, body);
  expect(response.output.map(({ type }) => type)).toEqual(['test:clock_call', 'message']);
});

test('allowed_tools leaves all tools in sight and only some to be called', async () => {
  let seen: readonly string[] = [];
  const { service } = serve((conversation) => {
    seen = (conversation.tools ?? []).map(({ name }) => name);
    return { output: [call('look_up', {})] };
  });
  const tools = [weather, { ...weather, name: 'look_up' }, { type: 'custom', name: 'write' }];
  const allowed = [{ type: 'function', name: 'weather' }];
  const tool_choice = { type: 'allowed_tools', mode: 'required', tools: allowed };
  const { response } = await create(service, { input: 'Hi', tools, tool_choice });
  expect(seen).toEqual(['weather', 'look_up', 'write']);
  expect(response.output).toMatchObject([{ type: 'function_call', name: 'weather' }]);
  expect(response.tool_choice).toEqual(tool_choice);
});

test('a custom tool can be demanded by name, whatever the model would rather call', async () => {
  const chatTemplate = THINKS_AND_CALLS.replace('<think> </think>', '');
  const { service } = serve(inTurns([call('weather', {})]), { model: { chatTemplate } });
  const format = { type: 'grammar', syntax: 'regex', definition: 'ok' };
  const tools = [weather, { type: 'custom', name: 'write', format }];
  const tool_choice = { type: 'custom', name: 'write' };
  const { response } = await create(service, { input: 'Hi', tools, tool_choice });
  expect(response.output).toMatchObject([
    { type: 'custom_tool_call', name: 'write', input: 'ok', status: 'completed' },
  ]);
});

test('parallel_tool_calls: false leaves room for one call', async () => {
  const { service } = serve(() => ({ output: [call('weather', {}), call('weather', {})] }));
  const body = { input: 'Hi', tools: [weather], parallel_tool_calls: false };
  const { response } = await create(service, body);
  expect(response.output.filter(({ type }) => type === 'function_call')).toHaveLength(1);
});

test.each([
  [{ tools: [{ type: 'web_search' }] }, 'tools[0].type', 'unsupported_tool'],
  [{ tools: [{ type: 'mcp', server_label: 'x' }] }, 'tools[0].type', 'unsupported_tool'],
  [{ web_search_options: {} }, 'web_search_options', 'unsupported_parameter'],
  [{ tools: [clock], n: 2 }, 'n', 'invalid_value'],
  [{ tool_choice: 'required' }, 'tool_choice', 'invalid_value'],
  [
    { tools: [weather], tool_choice: { type: 'custom', name: 'weather' } },
    'tool_choice.name',
    'invalid_value',
  ],
])('%j is refused by name', async (fields, param, code) => {
  const { service } = serve(echo, { hostedTools: [createClockTool()] });
  await expect(create(service, { input: 'Hi', ...fields })).rejects.toMatchObject({ param, code });
});

test('items of hosted tools that are not run here are told to the model in words', async () => {
  const { service } = serve(echo);
  const searched = {
    type: 'web_search_call',
    id: 'ws_1',
    status: 'completed',
    action: { query: 'Oslo' },
  };
  const { events, response } = await create(service, { input: [searched] });
  expect(textOf(events)).toContain(
    'web_search_call: {"status":"completed","action":{"query":"Oslo"}}',
  );
  const kept = await service.inputItems({ ...caller, id: response.id }, { limit: 1, order: 'asc' });
  expect(kept.data[0]).toMatchObject({ type: 'web_search_call', action: { query: 'Oslo' } });
});

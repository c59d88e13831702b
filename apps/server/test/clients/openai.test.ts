import OpenAI from 'openai';
import { zodResponsesFunction, zodTextFormat } from 'openai/helpers/zod';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { model, serveScript } from './serve-script.ts';
import { expectLoopbackOnly } from './watch-connections.ts';

expectLoopbackOnly();
const server = serveScript();

function connect(): OpenAI {
  return new OpenAI({ baseURL: server.url, apiKey: 'none', maxRetries: 0 });
}

const weather = zodResponsesFunction({
  name: 'get_weather',
  description: 'Get the weather of a city.',
  parameters: z.object({ city: z.string() }),
});

test('create gives a whole answer', async () => {
  const answer = await connect().responses.create({
    model,
    input: 'say Hello!',
    metadata: { a: 'b' },
  });
  expect(answer).toMatchObject({
    object: 'response',
    model,
    status: 'completed',
    error: null,
    output_text: 'Hello!',
    metadata: { a: 'b' },
    usage: { output_tokens: 6 },
  });
});

test('create with stream iterates over all events', async () => {
  const stream = await connect().responses.create({ model, input: 'say Hello!', stream: true });
  const events = await Array.fromAsync(stream);
  expect(events.map(({ sequence_number }) => sequence_number)).toEqual([...events.keys()]);
  const text = events.map((event) =>
    event.type === 'response.output_text.delta' ? event.delta : '',
  );
  expect(text.join('')).toBe('Hello!');
  expect(events[0]!.type).toBe('response.created');
  expect(events.at(-1)!.type).toBe('response.completed');
});

test('stream accepts thoughts, text and calls, and its final response is what was stored', async () => {
  const client = connect();
  const inputs = ['think', 'the weather in Oslo and Rome', 'the weather in Rome', 'say Hello!'];
  for (const input of inputs) {
    const stream = client.responses.stream({ model, input, tools: [weather] });
    const final = await stream.finalResponse();
    const stored = await client.responses.retrieve(final.id);
    expect(stored.output).toMatchObject(final.output.map(({ id, type }) => ({ id, type })));
    expect(stored.output_text).toBe(final.output_text);
    expect(final.status).toBe('completed');
  }
});

test('thoughts come as a summary', async () => {
  const stream = connect().responses.stream({ model, input: 'think' });
  let thoughts = '';
  stream.on('event', (event) => {
    if (event.type === 'response.reasoning_summary_text.delta') thoughts += event.delta;
  });
  const { output, output_text } = await stream.finalResponse();
  expect(thoughts).toBe('Let me see: two and two.');
  expect(output[0]).toMatchObject({
    type: 'reasoning',
    summary: [{ type: 'summary_text', text: 'Let me see: two and two.' }],
  });
  expect(output_text).toBe('Four.');
});

test('parse gives the object that the schema describes', async () => {
  const person = z.object({ name: z.string(), age: z.number() });
  const answer = await connect().responses.parse({
    model,
    input: 'Extract the person.',
    text: { format: zodTextFormat(person, 'person') },
  });
  expect(answer.output_parsed).toEqual({ name: 'Ada', age: 36 });
});

test('a call is parsed, and its output leads to an answer', async () => {
  const client = connect();
  const called = await client.responses.parse({
    model,
    input: 'How is the weather in Rome?',
    tools: [weather],
  });
  const call = called.output.find((item) => item.type === 'function_call')!;
  expect(call.parsed_arguments).toEqual({ city: 'Rome' });
  const answer = await client.responses.create({
    model,
    previous_response_id: called.id,
    tools: [weather],
    input: [{ type: 'function_call_output', call_id: call.call_id, output: '18' }],
  });
  expect(answer.output_text).toBe('It has 18 degrees.');
});

test('the items of an answer may be sent back as they came', async () => {
  const client = connect();
  const question = { role: 'user', content: 'How is the weather in Rome?' } as const;
  const called = await client.responses.create({
    model,
    store: false,
    include: ['reasoning.encrypted_content'],
    tools: [weather],
    input: [question],
  });
  const call = called.output.find((item) => item.type === 'function_call')!;
  const answer = await client.responses.create({
    model,
    store: false,
    tools: [weather],
    input: [
      question,
      // The client types one kind of item, which is not among these, narrower when it is sent.
      ...(called.output as OpenAI.Responses.ResponseInput),
      { type: 'function_call_output', call_id: call.call_id, output: '18' },
    ],
  });
  expect(answer.output_text).toBe('It has 18 degrees.');
});

test('a custom tool gets a text of its grammar, and its output leads to an answer', async () => {
  const client = connect();
  const definition = 'start: "*** Update File: " /[A-Z]+/ "\\n+" /.*/';
  const patch: OpenAI.Responses.CustomTool = {
    type: 'custom',
    name: 'apply_patch',
    format: { type: 'grammar', syntax: 'lark', definition },
  };
  const stream = client.responses.stream({ model, input: 'patch README', tools: [patch] });
  const called = await stream.finalResponse();
  const call = called.output.find((item) => item.type === 'custom_tool_call')!;
  expect(call).toMatchObject({ name: 'apply_patch', input: '*** Update File: README\n+né "x"' });
  const answer = await client.responses.create({
    model,
    tools: [patch],
    previous_response_id: called.id,
    input: [{ type: 'custom_tool_call_output', call_id: call.call_id, output: 'Done.' }],
  });
  expect(answer.output_text).toBe('The tool said: Done.');
});

test('parallel_tool_calls: false leaves one call', async () => {
  const { output } = await connect().responses.create({
    model,
    input: 'the weather in Oslo and Rome',
    tools: [weather],
    parallel_tool_calls: false,
  });
  expect(output.map(({ type }) => type)).toEqual(['message', 'function_call']);
});

test('a failure in the middle is a failed response, in a stream too', async () => {
  const client = connect();
  const failed = { status: 'failed', error: { code: 'server_error' } };
  expect(await client.responses.create({ model, input: 'break' })).toMatchObject(failed);
  const stream = client.responses.stream({ model, input: 'break' });
  const final = await stream.finalResponse();
  expect(final).toMatchObject({ ...failed, output_text: 'All is w' });
});

test('an answer that is cut off is incomplete', async () => {
  const request = { model, input: 'say Hello!', max_output_tokens: 2 };
  const cut = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };
  expect(await connect().responses.create(request)).toMatchObject({ ...cut, output_text: 'He' });
  expect(await connect().responses.stream(request).finalResponse()).toMatchObject(cut);
});

test('a client that goes away stops its response', async () => {
  const client = connect();
  const stream = await client.responses.create({ model, input: 'slowly', stream: true });
  let id = '';
  for await (const event of stream) {
    if (event.type === 'response.created') id = event.response.id;
    if (event.type === 'response.output_text.delta') break;
  }
  await expect
    .poll(async () => (await client.responses.retrieve(id)).status, { timeout: 10_000 })
    .toBe('cancelled');
});

test('faults are errors of the right class, with what has to be corrected', async () => {
  const { responses } = connect();
  const wrong = responses.create({ model, input: 'x', temperature: 9 });
  await expect(wrong).rejects.toBeInstanceOf(OpenAI.BadRequestError);
  await expect(wrong).rejects.toMatchObject({ param: 'temperature', code: 'invalid_value' });
  const unknown = responses.create({ model: 'none', input: 'x' });
  await expect(unknown).rejects.toMatchObject({ param: 'model', code: 'model_not_found' });
  await expect(responses.retrieve('resp_none')).rejects.toBeInstanceOf(OpenAI.NotFoundError);
});

test('the input is counted before it is sent', async () => {
  const client = connect();
  const request = { model, input: 'say Hello!', instructions: 'Be brief.' };
  const { input_tokens } = await client.responses.inputTokens.count(request);
  expect((await client.responses.create(request)).usage!.input_tokens).toBe(input_tokens);
});

test('the models are listed', async () => {
  expect((await Array.fromAsync(await connect().models.list())).map(({ id }) => id)).toEqual([
    model,
  ]);
});

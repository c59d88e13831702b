import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawPng, redCircle } from '../../../packages/backend/test/vision/drawings.ts';
import { type ServerProcess, startProcess } from './server-process.ts';

/** The server as it is started for real, with the embedded model, on a socket; and the official client. */
const dataFolder = mkdtempSync(join(tmpdir(), 'antiphon-smoke-'));

let server: ServerProcess;
let url: string;
let client: OpenAI;

async function start(): Promise<void> {
  server = await startProcess({ ANTIPHON_DATA_DIR: dataFolder });
  url = server.url;
  client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none' });
}

beforeAll(start, 60_000);

afterAll(async () => {
  await server.stop();
  rmSync(dataFolder, { recursive: true });
});

test('curl: the capital of France is Paris', async () => {
  const reply = await fetch(`${url}/v1/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ input: 'What is the capital of France?' }),
  });
  const response = (await reply.json()) as OpenAI.Responses.Response;
  expect(response.status).toBe('completed');
  expect(JSON.stringify(response.output)).toContain('Paris');
});

test('a second turn recalls the name that the first one told', async () => {
  const first = await client.responses.create({ input: 'My name is Ada.' });
  const second = await client.responses.create({
    input: 'What is my name?',
    previous_response_id: first.id,
  });
  expect(second.output_text).toContain('Ada');
});

test('the client streams the answer and agrees with what is stored', async () => {
  const stream = client.responses.stream({
    model: 'antiphon-embedded',
    input: 'Count from 1 to 5.',
  });
  let text = '';
  for await (const event of stream)
    if (event.type === 'response.output_text.delta') text += event.delta;
  const final = await stream.finalResponse();
  expect(final.output_text).toBe(text);
  expect(text).toBe('1, 2, 3, 4, 5');
  const stored = await client.responses.retrieve(final.id);
  expect(stored.output_text).toBe(text);
  expect(stored.output.map(({ id }) => id)).toEqual(final.output.map(({ id }) => id));
});

test('the embedded model answers in JSON that fits a schema, streaming and not', async () => {
  const properties = {
    name: { type: 'string', maxLength: 20 },
    city: { type: 'string', maxLength: 20 },
  };
  const schema = {
    type: 'object',
    properties,
    required: ['name', 'city'],
    additionalProperties: false,
  };
  const request = {
    input: 'Extract name, city as JSON: Ada lives in Paris.',
    text: { format: { type: 'json_schema', name: 'person', schema } },
    temperature: 0,
  } as const;
  const answer = await client.responses.create(request);
  expect(JSON.parse(answer.output_text)).toEqual({ name: 'Ada', city: 'Paris' });
  const stream = client.responses.stream({ ...request, model: 'antiphon-embedded' });
  expect((await stream.finalResponse()).output_text).toBe(answer.output_text);
});

test.each([
  ['regex', '(Paris|Rome), [0-9]{4}', /^(Paris|Rome), \d{4}$/],
  ['lark', 'start: "yes" | "no"', /^(yes|no)$/],
  ['json_schema', { type: 'integer', minimum: 10, maximum: 99 }, /^\d\d$/],
  ['llguidance', { grammars: [{ lark_grammar: 'start: /[a-z]{5}/' }] }, /^[a-z]{5}$/],
])('the embedded model obeys a %s grammar', async (type, value, form) => {
  const extension = { grammar: { type, value } };
  const answer = await client.responses.create({ input: 'Hello', ...extension });
  expect(answer.output_text).toMatch(form);
});

test('the embedded model thinks where effort is asked for, and only there', async () => {
  const request = { input: 'What is 12 + 7 - 5?', temperature: 0 };
  const thought = await client.responses.create({ ...request, reasoning: { effort: 'low' } });
  expect(thought.output.map(({ type }) => type)).toEqual(['reasoning', 'message']);
  expect(JSON.stringify(thought.output[0])).toContain('12 + 7 = 19');
  expect(thought.output_text).toContain('14');
  expect(thought.usage?.output_tokens_details.reasoning_tokens).toBeGreaterThan(10);
  const plain = await client.responses.create(request);
  expect(plain.output.map(({ type }) => type)).toEqual(['message']);
});

test('the embedded model answers from what a picture shows', async () => {
  const image_url = `data:image/png;base64,${(await drawPng(redCircle)).toString('base64')}`;
  const image = { type: 'input_image', image_url, detail: 'auto' } as const;
  const ask = async (text: string) => {
    const content = [{ type: 'input_text' as const, text }, image];
    const input = [{ role: 'user' as const, content }];
    return (await client.responses.create({ input, temperature: 0 })).output_text;
  };
  expect(await ask('What is in this picture?')).toContain('a red circle on white');
  expect(await ask('What color is the circle?')).toContain('red');
});

const weather: OpenAI.Responses.FunctionTool = {
  type: 'function',
  name: 'get_weather',
  description: 'Get the weather of a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  strict: true,
};

test('the embedded model calls a tool as it streams, and answers from its result', async () => {
  const request = {
    model: 'antiphon-embedded',
    tools: [weather],
    tool_choice: 'required' as const,
    temperature: 0,
  };
  const input = 'What is the weather in Paris?';
  const called = await client.responses.stream({ ...request, input }).finalResponse();
  const call = called.output.find((item) => item.type === 'function_call');
  expect(call).toMatchObject({ name: 'get_weather', status: 'completed' });
  expect(JSON.parse(call!.arguments)).toEqual({ city: 'Paris' });
  const output = { type: 'function_call_output', call_id: call!.call_id, output: '18' } as const;
  const answer = await client.responses.create({
    ...request,
    tool_choice: 'none',
    previous_response_id: called.id,
    input: [output],
  });
  expect(answer.output_text).toContain('18');
});

test('the prompt of the turn before is not run again', async () => {
  const first = await client.responses.create({ input: 'My favorite color is green.' });
  const second = await client.responses.create({
    input: 'What is my favorite color?',
    previous_response_id: first.id,
  });
  const cached = second.usage!.input_tokens_details.cached_tokens;
  expect(cached).toBeGreaterThanOrEqual(first.usage!.input_tokens);
});

test('the example of the README streams to the terminal', async () => {
  const example = fileURLToPath(new URL('../../../examples/stream.ts', import.meta.url));
  const env = { ...process.env, ANTIPHON_URL: `${url}/v1` };
  const { stdout } = await promisify(execFile)(process.execPath, [example], { env });
  expect(stdout).toBe('1, 2, 3, 4, 5');
});

test('what was answered survives a restart', async () => {
  const first = await client.responses.create({ input: 'My name is Grete.' });
  expect(await server.stop()).toBe(0);
  await start();
  const second = await client.responses.create({
    input: 'What is my name?',
    previous_response_id: first.id,
  });
  expect(second.output_text).toContain('Grete');
}, 60_000);

test('the client lists the model, deletes a response and gets a typed error for a bad field', async () => {
  expect((await client.models.list()).data.map((model) => model.id)).toEqual(['antiphon-embedded']);
  const { id } = await client.responses.create({ input: 'Hello' });
  await client.responses.delete(id);
  await expect(client.responses.retrieve(id)).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  const refused = client.responses.create({ input: 'Hello', temperature: 9 });
  await expect(refused).rejects.toMatchObject({ status: 400, param: 'temperature' });
});

import { AIMessageChunk, HumanMessage, SystemMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { model, serveScript } from './serve-script.ts';
import { expectLoopbackOnly } from './watch-connections.ts';

expectLoopbackOnly();
const server = serveScript();

function connect(): ChatOpenAI {
  return new ChatOpenAI({
    model,
    apiKey: 'none',
    maxRetries: 0,
    useResponsesApi: true,
    configuration: { baseURL: server.url },
  });
}

const temperatures: Readonly<Record<string, string>> = { Oslo: '7', Rome: '18' };

const getWeather = tool(async ({ city }: { city: string }) => temperatures[city]!, {
  name: 'get_weather',
  description: 'Get the weather of a city.',
  schema: z.object({ city: z.string() }),
});

test('invoke gives text and usage', async () => {
  const answer = await connect().invoke([
    new SystemMessage('Be brief.'),
    new HumanMessage('say Hello!'),
  ]);
  expect(answer).toMatchObject({ text: 'Hello!', usage_metadata: { output_tokens: 6 } });
});

test('stream gives text as it comes', async () => {
  const chunks = await Array.fromAsync(await connect().stream('say Hello!'));
  expect(chunks.map((chunk) => chunk.text).join('')).toBe('Hello!');
  expect(chunks.filter((chunk) => chunk.text !== '').length).toBeGreaterThan(1);
});

test('thoughts come in front of the text', async () => {
  const answer = await connect().invoke('think');
  expect(answer.text).toBe('Four.');
  expect(answer.contentBlocks[0]).toMatchObject({
    type: 'reasoning',
    reasoning: 'Let me see: two and two.',
  });
});

test('withStructuredOutput gives the object that the schema describes', async () => {
  const schema = z.object({ name: z.string(), age: z.number() });
  const structured = connect().withStructuredOutput(schema, { method: 'jsonSchema', strict: true });
  expect(await structured.invoke('Extract the person.')).toEqual({ name: 'Ada', age: 36 });
});

test('bindTools calls a tool and answers from what it gave back', async () => {
  const bound = connect().bindTools([getWeather]);
  const question = new HumanMessage('How is the weather in Rome?');
  const called = await bound.invoke([question]);
  expect(called.tool_calls).toMatchObject([{ name: 'get_weather', args: { city: 'Rome' } }]);
  const output = await getWeather.invoke(called.tool_calls![0]!);
  expect((await bound.invoke([question, called, output])).text).toBe('It has 18 degrees.');
});

test('calls are streamed with their arguments', async () => {
  const stream = await connect().bindTools([getWeather]).stream('weather in Oslo and Rome');
  let whole = new AIMessageChunk('');
  for await (const chunk of stream) whole = whole.concat(chunk);
  expect(whole.tool_calls).toMatchObject([
    { name: 'get_weather', args: { city: 'Oslo' } },
    { name: 'get_weather', args: { city: 'Rome' } },
  ]);
  expect(whole.text).toBe('I ask twice.');
});

test('the second turn knows the first', async () => {
  const first = await connect().invoke('My name is Ada.');
  const second = await connect().invoke([
    new HumanMessage('My name is Ada.'),
    first,
    new HumanMessage('What is my name?'),
  ]);
  expect(second.text).toBe('You are Ada.');
});

test('an answer is continued by the id of its response', async () => {
  const first = await connect().invoke('My name is Ada.');
  const previous_response_id = String(first.response_metadata.id);
  const second = await connect().invoke('What is my name?', { previous_response_id });
  expect(second.text).toBe('You are Ada.');
});

test('a refused request is an error with its message', async () => {
  const refused = connect().invoke('x', { previous_response_id: 'resp_none' });
  await expect(refused).rejects.toThrow(/resp_none/);
});

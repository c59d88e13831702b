import {
  Agent,
  MemorySession,
  OpenAIConversationsSession,
  OpenAIProvider,
  OpenAIResponsesCompactionSession,
  Runner,
  tool,
} from '@openai/agents';
import OpenAI from 'openai';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { model, serveScript } from './serve-script.ts';
import { expectLoopbackOnly } from './watch-connections.ts';

expectLoopbackOnly();
const server = serveScript();

const temperatures: Readonly<Record<string, string>> = { Oslo: '7', Rome: '18' };

const getWeather = tool({
  name: 'get_weather',
  description: 'Get the weather of a city.',
  parameters: z.object({ city: z.string() }),
  execute: async ({ city }) => temperatures[city]!,
});

function connect(): OpenAI {
  return new OpenAI({ baseURL: server.url, apiKey: 'none', maxRetries: 0 });
}

const open: OpenAIProvider[] = [];
afterAll(async () => {
  await Promise.all(open.map((provider) => provider.close()));
});

function createRunner(useResponsesWebSocket: boolean): Runner {
  const modelProvider = new OpenAIProvider({
    openAIClient: connect(),
    useResponses: true,
    useResponsesWebSocket,
  });
  open.push(modelProvider);
  return new Runner({ modelProvider, model, tracingDisabled: true });
}

const agent = new Agent({ name: 'Assistant', instructions: 'Be brief.', tools: [getWeather] });

describe.each([
  ['HTTP', false],
  ['WebSocket', true],
])('an agent over %s', (_, isWebSocket) => {
  test('run gives the final output', async () => {
    const { finalOutput } = await createRunner(isWebSocket).run(agent, 'say Hello!');
    expect(finalOutput).toBe('Hello!');
  });

  test('run calls tools until there is an answer', async () => {
    const runner = createRunner(isWebSocket);
    const one = await runner.run(agent, 'How is the weather in Rome?');
    expect(one.finalOutput).toBe('It has 18 degrees.');
    const two = await runner.run(agent, 'How is the weather in Oslo and Rome?');
    expect(two.finalOutput).toBe('7 in Oslo, 18 in Rome.');
  });

  test('a streamed run gives text as it comes, and calls tools', async () => {
    const runner = createRunner(isWebSocket);
    const streamed = await runner.run(agent, 'How is the weather in Rome?', { stream: true });
    const parts = await Array.fromAsync(streamed.toTextStream());
    await streamed.completed;
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.join('')).toBe('It has 18 degrees.');
    expect(streamed.finalOutput).toBe('It has 18 degrees.');
  });

  test('previousResponseId goes on where a run has ended', async () => {
    const runner = createRunner(isWebSocket);
    const first = await runner.run(agent, 'My name is Ada.');
    const { lastResponseId } = first;
    const second = await runner.run(agent, 'What is my name?', {
      ...(lastResponseId !== undefined && { previousResponseId: lastResponseId }),
    });
    expect(second.finalOutput).toBe('You are Ada.');
  });
});

test('outputType gives the object that the schema describes', async () => {
  const outputType = z.object({ name: z.string(), age: z.number() });
  const extractor = new Agent({ name: 'Extractor', outputType });
  const { finalOutput } = await createRunner(false).run(extractor, 'Extract the person.');
  expect(finalOutput).toEqual({ name: 'Ada', age: 36 });
});

test('the history of a run is taken back as input', async () => {
  const runner = createRunner(false);
  const first = await runner.run(agent, 'How is the weather in Rome?');
  const history = [...first.history, { role: 'user' as const, content: 'say Thanks.' }];
  expect((await runner.run(agent, history)).finalOutput).toBe('Thanks.');
});

test('a session keeps its turns in a conversation on the server', async () => {
  const runner = createRunner(false);
  const session = new OpenAIConversationsSession({ client: connect() });
  await runner.run(agent, 'My name is Ada.', { session });
  const second = await runner.run(agent, 'What is my name?', { session });
  expect(second.finalOutput).toBe('You are Ada.');
  expect((await session.getItems()).map((item) => 'role' in item && item.role)).toEqual([
    'user',
    'assistant',
    'user',
    'assistant',
  ]);
  expect((await session.getItems(1)).length).toBe(1);
  expect(await session.popItem()).toMatchObject({ role: 'assistant' });
  expect((await session.getItems()).length).toBe(3);
  const id = await session.getSessionId();
  await session.clearSession();
  await expect(connect().conversations.retrieve(id)).rejects.toBeInstanceOf(OpenAI.NotFoundError);
});

test('a session with calls keeps them in the conversation', async () => {
  const runner = createRunner(false);
  const session = new OpenAIConversationsSession({ client: connect() });
  const first = await runner.run(agent, 'How is the weather in Rome?', { session });
  expect(first.finalOutput).toBe('It has 18 degrees.');
  const second = await runner.run(agent, 'say Thanks.', { session });
  expect(second.finalOutput).toBe('Thanks.');
});

test('a session is compacted and goes on', async () => {
  const runner = createRunner(false);
  const session = new OpenAIResponsesCompactionSession({
    client: connect(),
    model,
    underlyingSession: new MemorySession(),
    shouldTriggerCompaction: () => true,
  });
  await runner.run(agent, 'say Hello!', { session });
  const items = await session.getItems();
  expect(items.map(({ type }) => type)).toContain('compaction');
  expect((await runner.run(agent, 'say Thanks.', { session })).finalOutput).toBe('Thanks.');
});

test('a failure of the model fails the run', async () => {
  await expect(createRunner(false).run(agent, 'break')).rejects.toThrow('response.failed');
  const streamed = await createRunner(false).run(agent, 'break', { stream: true });
  await expect(Array.fromAsync(streamed)).rejects.toThrow('response.failed');
});

import { createOpenResponses } from '@ai-sdk/open-responses';
import { Agent, OpenAIProvider, Runner } from '@openai/agents';
import { generateText, stepCountIs, tool } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startServer, type TestServer } from './start-server.ts';
import { expectLoopbackOnly } from './watch-connections.ts';

/** A real model, so that what clients ask for is read by one. */
const model = 'antiphon-embedded';

expectLoopbackOnly();
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('ai calls a tool and answers from what it gave back', async () => {
  const { text, steps } = await generateText({
    model: createOpenResponses({ name: 'antiphon', url: `${server.url}/responses` })(model),
    temperature: 0,
    prompt: 'What is the weather in Paris?',
    stopWhen: stepCountIs(3),
    tools: {
      get_weather: tool({
        description: 'Get the weather of a city.',
        inputSchema: z.object({ city: z.string() }),
        strict: true,
        execute: async ({ city }) => (city === 'Paris' ? '18' : 'unknown'),
      }),
    },
  });
  expect(steps.length).toBe(2);
  expect(text).toContain('18');
});

test('an agent extracts an object over a socket', async () => {
  const modelProvider = new OpenAIProvider({
    openAIClient: new OpenAI({ baseURL: server.url, apiKey: 'none' }),
    useResponses: true,
    useResponsesWebSocket: true,
  });
  const runner = new Runner({ modelProvider, model, tracingDisabled: true });
  const outputType = z.object({ name: z.string(), city: z.string() });
  const agent = new Agent({ name: 'Extractor', outputType, modelSettings: { temperature: 0 } });
  const input = 'Extract name, city as JSON: Ada lives in Paris.';
  const { finalOutput } = await runner.run(agent, input);
  expect(finalOutput).toEqual({ name: 'Ada', city: 'Paris' });
  await modelProvider.close();
});

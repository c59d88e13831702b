import { createOpenResponses } from '@ai-sdk/open-responses';
import { createOpenAI } from '@ai-sdk/openai';
import {
  generateText,
  type LanguageModel,
  type ModelMessage,
  Output,
  stepCountIs,
  streamText,
  tool,
} from 'ai';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { model as name, serveScript } from './serve-script.ts';
import { expectLoopbackOnly } from './watch-connections.ts';

expectLoopbackOnly();
const server = serveScript();

const providers: readonly (readonly [string, () => LanguageModel])[] = [
  ['@ai-sdk/openai', () => openai().responses(name)],
  [
    '@ai-sdk/open-responses',
    () =>
      createOpenResponses({ name: 'antiphon', url: `${server.url}/responses`, apiKey: 'none' })(
        name,
      ),
  ],
];

const temperatures: Readonly<Record<string, string>> = { Oslo: '7', Rome: '18' };

const tools = {
  get_weather: tool({
    description: 'Get the weather of a city.',
    inputSchema: z.object({ city: z.string() }),
    execute: async ({ city }) => temperatures[city]!,
  }),
};

const openai = () => createOpenAI({ baseURL: server.url, apiKey: 'none' });

describe.each(providers)('ai with %s', (provider, connect) => {
  const settings = { maxRetries: 0, include: { requestBody: true } };

  test('generateText gives text and usage', async () => {
    const { text, finishReason, usage } = await generateText({
      ...settings,
      model: connect(),
      system: 'Be brief.',
      prompt: 'say Hello!',
    });
    expect({ text, finishReason }).toEqual({ text: 'Hello!', finishReason: 'stop' });
    expect(usage.outputTokens).toBe(6);
  });

  test('streamText streams text as it comes', async () => {
    const result = streamText({ ...settings, model: connect(), prompt: 'say Hello!' });
    const parts = await Array.fromAsync(result.textStream);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.join('')).toBe('Hello!');
    expect(await result.finishReason).toBe('stop');
  });

  test('thoughts are shown, streamed and not', async () => {
    const request = { ...settings, model: connect(), prompt: 'think' };
    expect((await generateText(request)).reasoningText).toBe('Let me see: two and two.');
    const streamed = streamText(request);
    await streamed.consumeStream();
    expect(await streamed.reasoningText).toBe('Let me see: two and two.');
    expect(await streamed.text).toBe('Four.');
  });

  test.each(['Rome', 'Oslo and Rome'])(
    'tools are called for %s until there is an answer',
    async (cities) => {
      const request = {
        ...settings,
        model: connect(),
        tools,
        stopWhen: stepCountIs(3),
        prompt: `How is the weather in ${cities}?`,
      };
      const answer = cities === 'Rome' ? 'It has 18 degrees.' : '7 in Oslo, 18 in Rome.';
      const { text, steps } = await generateText(request);
      expect({ text, steps: steps.length }).toEqual({ text: answer, steps: 2 });
      const streamed = streamText(request);
      await streamed.consumeStream();
      expect(await streamed.text).toBe(answer);
    },
  );

  test('the second turn knows the first', async () => {
    const messages: ModelMessage[] = [{ role: 'user', content: 'My name is Ada.' }];
    const first = await generateText({ ...settings, model: connect(), messages });
    messages.push(...first.response.messages, { role: 'user', content: 'What is my name?' });
    const second = await generateText({ ...settings, model: connect(), messages });
    expect(second.text).toBe('You are Ada.');
    const sent = JSON.stringify(second.request.body);
    expect(sent.includes('item_reference')).toBe(provider === '@ai-sdk/openai');
  });

  test('the second turn takes up thoughts and calls', async () => {
    const messages: ModelMessage[] = [{ role: 'user', content: 'How is the weather in Rome?' }];
    const request = { ...settings, model: connect(), tools, stopWhen: stepCountIs(3) };
    const first = await generateText({ ...request, messages });
    messages.push(...first.response.messages, { role: 'user', content: 'say Thanks.' });
    expect((await generateText({ ...request, messages })).text).toBe('Thanks.');
  });

  test('Output.object gives the object that the schema describes, streamed and not', async () => {
    const request = {
      ...settings,
      model: connect(),
      prompt: 'Extract the person.',
      output: Output.object({ schema: z.object({ name: z.string(), age: z.number() }) }),
    };
    const person = { name: 'Ada', age: 36 };
    expect((await generateText(request)).output).toEqual(person);
    const streamed = streamText(request);
    expect((await Array.fromAsync(streamed.partialOutputStream)).at(-1)).toEqual(person);
  });

  test('an answer that is cut off has the finish reason length', async () => {
    const request = { ...settings, model: connect(), prompt: 'say Hello!', maxOutputTokens: 2 };
    expect(await generateText(request)).toMatchObject({ text: 'He', finishReason: 'length' });
    const streamed = streamText(request);
    await streamed.consumeStream();
    expect(await streamed.finishReason).toBe('length');
  });

  test('the message of a refused request reaches the user', async () => {
    const refused = generateText({ ...settings, model: connect(), prompt: 'x', topP: 7 });
    await expect(refused).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('top_p'),
    });
  });

  test('a failure in the middle of a stream is an error', async () => {
    const faults: unknown[] = [];
    const streamed = streamText({
      ...settings,
      model: connect(),
      prompt: 'break',
      onError: ({ error }) => void faults.push(error),
    });
    expect((await Array.fromAsync(streamed.textStream)).join('')).toBe('All is w');
    expect(faults.length + Number((await streamed.finishReason) === 'error')).toBeGreaterThan(0);
  });
});

test('without storage thoughts go back sealed', async () => {
  const providerOptions = { openai: { store: false, include: ['reasoning.encrypted_content'] } };
  const request = {
    include: { requestBody: true },
    model: openai().responses(name),
    tools,
    stopWhen: stepCountIs(3),
    providerOptions,
  };
  const first = await generateText({ ...request, prompt: 'How is the weather in Rome?' });
  expect(first.text).toBe('It has 18 degrees.');
  const sent = JSON.stringify(first.request.body);
  expect(sent).toContain('"encrypted_content"');
  expect(sent).not.toContain('item_reference');
});

test('a turn is continued by the id of the response before, and in a conversation', async () => {
  const model = openai().responses(name);
  const first = await generateText({ model, prompt: 'My name is Ada.' });
  const previousResponseId = String(first.providerMetadata?.openai?.responseId);
  const continued = await generateText({
    model,
    prompt: 'What is my name?',
    providerOptions: { openai: { previousResponseId } },
  });
  expect(continued.text).toBe('You are Ada.');
  const client = new OpenAI({ baseURL: server.url, apiKey: 'none' });
  const { id: conversation } = await client.conversations.create();
  for (const prompt of ['My name is Ada.', 'What is my name?']) {
    const { text } = await generateText({
      model,
      prompt,
      providerOptions: { openai: { conversation } },
    });
    expect(text).toBe(prompt === 'My name is Ada.' ? 'Hello, Ada.' : 'You are Ada.');
  }
});

test('a custom tool is called with a text of its grammar', async () => {
  const definition = '\\*\\*\\* Update File: [A-Z]+\\n\\+.*';
  const provider = openai();
  const { toolCalls } = await generateText({
    model: provider.responses(name),
    prompt: 'patch README',
    tools: {
      apply_patch: provider.tools.customTool({
        format: { type: 'grammar', syntax: 'regex', definition },
      }),
    },
  });
  expect(toolCalls).toMatchObject([
    { toolName: 'apply_patch', input: '*** Update File: README\n+né "x"' },
  ]);
});

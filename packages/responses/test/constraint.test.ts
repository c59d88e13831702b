import { createModelDirectory, createScriptedModel, type LogitsModel } from '@antiphon/backend';
import { createLocalModel } from '@antiphon/engine';
import { parseCreateResponse, type ResponseResource } from '@antiphon/protocol';
import { openSqliteStore } from '@antiphon/store';
import { expect, test } from 'vitest';
import { createResponseService } from '../src/index.ts';

/** Of a model that calls. */
const chatTemplate =
  '{% for tool in tools %}{% endfor %}<tool_call>{"name": ..., "arguments": ...}</tool_call>';

/** A model that would say anything with equal liking, so that only the constraint gives its text a form. */
function indifferentModel(): LogitsModel {
  const scripted = createScriptedModel(() => '', { chatTemplate });
  const size = scripted.info.vocabularySize;
  return {
    ...scripted,
    async step(items, signal) {
      await scripted.step(items, signal);
      return items.map(({ logits }) => (logits === 'none' ? undefined : new Float32Array(size)));
    },
  };
}

async function create(fields: object): Promise<ResponseResource> {
  const models = createModelDirectory([createLocalModel(indifferentModel())]);
  const service = createResponseService({
    store: openSqliteStore(':memory:'),
    models,
  });
  const request = parseCreateResponse({ input: 'Hi', seed: 1, max_output_tokens: 2000, ...fields });
  const running = await service.create(request, { tenant: 't' }, new AbortController().signal);
  return running.done;
}

function textOf(response: ResponseResource): string {
  return response.output
    .flatMap((item) => (item.type === 'message' ? item.content : []))
    .map((part) => ('text' in part ? part.text : ''))
    .join('');
}

const schema = {
  type: 'object',
  properties: {
    city: { enum: ['Paris', 'Rome'] },
    days: { type: 'integer', minimum: 1, maximum: 9 },
  },
  required: ['city', 'days'],
  additionalProperties: false,
};
const format = { type: 'json_schema', name: 'trip', schema };

test.each([
  ['text.format', { text: { format } }],
  [
    'response_format',
    { response_format: { type: 'json_schema', json_schema: { name: 'trip', schema } } },
  ],
  ['grammar', { grammar: { type: 'json_schema', value: schema } }],
  [
    'llguidance',
    { grammar: { type: 'llguidance', value: { grammars: [{ json_schema: schema }] } } },
  ],
])('a JSON Schema in %s gives the text its form', async (_, fields) => {
  for (const seed of [1, 2, 3]) {
    const response = await create({ ...fields, seed });
    expect(response.status).toBe('completed');
    const trip = JSON.parse(textOf(response));
    expect(['Paris', 'Rome']).toContain(trip.city);
    expect(trip.days).toBeGreaterThanOrEqual(1);
    expect(trip.days).toBeLessThanOrEqual(9);
    expect(Object.keys(trip)).toHaveLength(2);
  }
});

test('json_object gives an object, whatever it holds', async () => {
  const response = await create({
    text: { format: { type: 'json_object' } },
    temperature: 0.1,
    seed: 3,
  });
  if (response.status === 'completed') expect(JSON.parse(textOf(response))).toBeTypeOf('object');
  expect(textOf(response)).toMatch(/^\{/);
});

test.each([
  ['regex', '[a-c]{3}-\\d{2}', /^[a-c]{3}-\d{2}$/],
  [
    'lark',
    'start: greeting " " NAME\ngreeting: "Hello" | "Bye"\nNAME: /[A-Z][a-z]{2}/',
    /^(Hello|Bye) [A-Z][a-z]{2}$/,
  ],
])('a %s grammar gives the text its form', async (type, value, form) => {
  const response = await create({ grammar: { type, value } });
  expect(response.status).toBe('completed');
  expect(textOf(response)).toMatch(form);
});

test('a rule of a grammar may have a temperature of its own', async () => {
  // Every letter is as likely as any other: at temperature 0 the first wins, at the request's own they vary.
  const value = 'start: cold "-" WARM\ncold[temperature=0]: /[a-z]{12}/\nWARM: /[a-z]{12}/';
  const [cold, warm] = textOf(await create({ grammar: { type: 'lark', value } })).split('-');
  expect(cold).toBe('a'.repeat(12));
  expect(new Set(warm).size).toBeGreaterThan(3);
});

test('a text that reaches max_output_tokens inside the grammar is incomplete, and a prefix of what matches', async () => {
  const response = await create({
    grammar: { type: 'regex', value: 'abcdefgh(x|y)z' },
    max_output_tokens: 4,
  });
  expect(response).toMatchObject({
    status: 'incomplete',
    incomplete_details: { reason: 'max_output_tokens' },
  });
  expect(textOf(response)).toBe('abcd');
});

test('text without choice is given without the model, and counts like any other', async () => {
  let steps = 0;
  const model = indifferentModel();
  const counted: LogitsModel = {
    ...model,
    step(items, signal) {
      steps++;
      return model.step(items, signal);
    },
  };
  const models = createModelDirectory([createLocalModel(counted)]);
  const service = createResponseService({
    store: openSqliteStore(':memory:'),
    models,
  });
  const request = parseCreateResponse({
    input: 'Hi',
    grammar: { type: 'regex', value: 'Good morning, (Ada|Bob)!' },
  });
  const running = await service.create(request, { tenant: 't' }, new AbortController().signal);
  const response = await running.done;
  expect(textOf(response)).toMatch(/^Good morning, (Ada|Bob)!$/);
  expect(response.usage?.output_tokens).toBe(18);
  expect(steps).toBeLessThan(4);
});

test('the response echoes what constrained it', async () => {
  expect((await create({ text: { format } })).text.format).toEqual({
    ...format,
    description: null,
    strict: false,
  });
  const grammar = { type: 'regex', value: 'a' };
  expect(await create({ grammar })).toMatchObject({ grammar, text: { format: { type: 'text' } } });
});

test.each([
  [{ grammar: { type: 'regex', value: 'a' }, text: { format } }, 'grammar', 'invalid_value'],
  [{ grammar: { type: 'regex', value: '(' } }, 'grammar.value', 'invalid_grammar'],
  [{ grammar: { type: 'lark', value: 'start: missing' } }, 'grammar.value', 'invalid_grammar'],
  [
    { text: { format: { ...format, schema: { type: 'strin' } } } },
    'text.format.schema',
    'invalid_grammar',
  ],
  [
    { grammar: { type: 'regex', value: 'a', text: {} }, text: { format: { type: 'json_object' } } },
    'grammar',
    'invalid_value',
  ],
])('%j is refused', async (fields, param, code) => {
  await expect(create(fields)).rejects.toMatchObject({ name: 'InvalidRequestError', param, code });
});

test('{type: text} is no constraint beside a grammar', async () => {
  const fields = { grammar: { type: 'regex', value: 'abc' }, text: { format: { type: 'text' } } };
  expect(textOf(await create(fields))).toBe('abc');
});

test('a demanded call with strict arguments holds beside a schema for the text', async () => {
  const response = await create({
    text: { format },
    tools: [{ type: 'function', name: 'book', parameters: schema, strict: true }],
    tool_choice: 'required',
    parallel_tool_calls: false,
  });
  expect(response).toMatchObject({ status: 'completed', error: null });
  const calls = response.output.filter((item) => item.type === 'function_call');
  expect(calls).toHaveLength(1);
  expect(JSON.parse(calls[0]!.arguments)).toEqual({
    city: expect.stringMatching(/^(Paris|Rome)$/),
    days: expect.any(Number),
  });
  expect(response.output.every(({ type }) => type !== 'message')).toBe(true);
});

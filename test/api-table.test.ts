import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createModelDirectory, createScriptedModel } from '@antiphon/backend';
import { createLocalModel } from '@antiphon/engine';
import { InvalidRequestError, parseCreateResponse } from '@antiphon/protocol';
import { afterAll, expect, test } from 'vitest';
import { createResponseService } from '../packages/responses/src/index.ts';
import { openSqliteStore } from '../packages/store/src/index.ts';

const caller = { tenant: 'tenant' };
const never = new AbortController().signal;
const store = openSqliteStore(':memory:');
const chatTemplate =
  '{% for tool in tools %}{% endfor %}<tool_call>{"name": ..., "arguments": ...}</tool_call>';
const scripted = createScriptedModel(() => '{"a":1}', { chatTemplate });
const models = createModelDirectory([createLocalModel(scripted)]);
const service = createResponseService({ store, models });
afterAll(() => service.close());

const ask = async (body: object) => {
  const running = await service.create(parseCreateResponse(body), caller, never);
  return running.done;
};

const earlier = await ask({ input: 'Hi' });
const compacted = await service.compact(
  { model: earlier.model, previous_response_id: earlier.id },
  caller,
  never,
);
const conversation = await service.conversations.create(caller.tenant, { items: [], metadata: {} });

const schema = { type: 'object', properties: { a: { type: 'integer' } } };
const tool = { type: 'function', name: 'f' };

/** Of each field a value that is honoured. */
const honoured: Readonly<Record<string, unknown>> = {
  background: true,
  conversation: conversation.id,
  dry_allowed_length: 2,
  dry_base: 1.5,
  dry_multiplier: 0.5,
  dry_sequence_breakers: ['\n'],
  frequency_penalty: 0.5,
  grammar: { type: 'regex', value: '.*' },
  include: ['message.output_text.logprobs', 'reasoning.encrypted_content'],
  input: [{ role: 'user', content: 'Hi' }],
  instructions: 'Be brief.',
  logit_bias: { 1: 1 },
  logprobs: true,
  max_output_tokens: 100,
  max_tool_calls: 1,
  metadata: { key: 'value' },
  min_p: 0.1,
  model: earlier.model,
  n: 2,
  parallel_tool_calls: false,
  presence_penalty: 0.5,
  previous_response_id: earlier.id,
  prompt_cache_key: 'key',
  prompt_cache_retention: 'in_memory',
  reasoning: { summary: 'auto', context: 'current_turn' },
  repetition_penalty: 1.1,
  response_format: { type: 'json_schema', json_schema: { name: 'n', schema } },
  safety_identifier: 'identifier',
  seed: 1,
  service_tier: 'flex',
  stop: 'END',
  store: false,
  stream: true,
  stream_options: { include_obfuscation: true, include_usage: true },
  temperature: 0.5,
  text: { format: { type: 'json_schema', name: 'n', schema }, verbosity: 'low' },
  tool_choice: 'none',
  tools: [tool],
  top_k: 10,
  top_logprobs: 2,
  top_p: 0.9,
  truncation: 'auto',
  user: 'user',
};

/** Of each field that is refused, or refused in part, a value that is. */
const refused: Readonly<Record<string, unknown>> = {
  access_programs: { cyber: 'standard' },
  context_management: [{ type: 'compaction' }],
  image: { context_compression: 'auto' },
  moderation: { model: 'm' },
  prompt: { id: 'p' },
  prompt_cache_options: { mode: 'implicit' },
  prompt_cache_retention: '24h',
  reasoning: { mode: 'pro' },
  stream_options: { include_usage: false },
  tools: [{ type: 'web_search' }],
  web_search_options: {},
};

const items: Readonly<Record<string, unknown>> = {
  message: { role: 'user', content: 'Hi' },
  function_call: { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' },
  function_call_output: { type: 'function_call_output', call_id: 'c', output: 'x' },
  custom_tool_call: { type: 'custom_tool_call', call_id: 'd', name: 'f', input: 'x' },
  custom_tool_call_output: { type: 'custom_tool_call_output', call_id: 'd', output: 'x' },
  reasoning: { type: 'reasoning', summary: [{ type: 'summary_text', text: 'x' }] },
  compaction: compacted.output.at(-1),
  item_reference: { id: earlier.output[0]?.id },
  hosted: { type: 'web_search_call', id: 'ws_1', status: 'completed' },
};

const tools: Readonly<Record<string, unknown>> = {
  function: tool,
  custom: { type: 'custom', name: 'g', format: { type: 'text' } },
  namespace: { type: 'namespace', name: 'n', description: 'd', tools: [tool] },
};

const page = readFileSync(join(import.meta.dirname, '../docs/api.md'), 'utf8');

/** The names in the table under a heading that have one of the statuses. */
function named(heading: string, ...statuses: readonly string[]): string[] {
  const section = page.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`))!;
  return [...section.matchAll(/^\| `?(\w+)`?\s*\| (honoured|in part|refused)\s*\|/gm)]
    .filter(([, , status]) => statuses.includes(status!))
    .map(([, name]) => name!);
}

const fields = 'POST /v1/responses';

test.each(named(fields, 'honoured', 'in part'))('a request with %s is honoured', async (field) => {
  expect(honoured).toHaveProperty(field);
  const response = await ask({ input: 'Hi', [field]: honoured[field] });
  expect(response.error).toBeNull();
  expect(response.status).toBe('completed');
});

test.each(named(fields, 'refused', 'in part'))('%s is refused by name', async (field) => {
  expect(refused).toHaveProperty(field);
  const refusal = ask({ input: 'Hi', [field]: refused[field] });
  await expect(refusal).rejects.toThrow(InvalidRequestError);
  await expect(refusal).rejects.toMatchObject({
    code: expect.stringMatching(/^unsupported_/),
    param: expect.stringMatching(`^${field}`),
  });
});

test('every type of item that is honoured may stand in the input', async () => {
  const types = named('Items of the input', 'honoured');
  expect(types.toSorted()).toEqual(Object.keys(items).toSorted());
  expect(await ask({ input: Object.values(items) })).toMatchObject({ status: 'completed' });
});

test('every type of tool that is honoured may be offered', async () => {
  const types = named('Tools', 'honoured');
  expect(types.toSorted()).toEqual(Object.keys(tools).toSorted());
  const response = await ask({ input: 'Hi', tools: Object.values(tools) });
  expect(response).toMatchObject({ status: 'completed' });
});

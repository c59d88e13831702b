import type { Script } from '@antiphon/backend';
import { expect, test } from 'vitest';
import { create, echo, serve, textOf } from './serve.ts';

const thought = 'A greeting. It is short.\n\nSo greet. Be kind.';
const thinks: Script = (conversation) =>
  conversation.messages.length > 1
    ? echo(conversation)
    : {
        output: [
          { type: 'reasoning', text: thought },
          { type: 'text', text: 'Hello' },
        ],
      };

test.each([
  ['summary', 'response.reasoning_summary_text.delta', { summary: [{ text: thought }] }],
  [
    'reasoning_text',
    'response.reasoning_text.delta',
    { summary: [], content: [{ text: thought }] },
  ],
  ['reasoning', 'response.reasoning.delta', { summary: [], content: [{ text: thought }] }],
] as const)('thoughts are told as %s', async (reasoningEvents, delta, item) => {
  const { service } = serve(thinks, { reasoningEvents });
  const { events, response } = await create(service, { input: 'Hi' });
  expect(response.output[0]).toMatchObject({ type: 'reasoning', ...item });
  const types = new Set(events.map(({ type }) => type));
  expect([...types].filter((type) => type.includes('reasoning') && type.endsWith('delta'))).toEqual(
    [delta],
  );
});

test('a concise summary has the first sentence of each paragraph', async () => {
  const { service } = serve(thinks);
  const { response } = await create(service, { input: 'Hi', reasoning: { summary: 'concise' } });
  expect(response.output[0]).toMatchObject({ summary: [{ text: 'A greeting.\n\nSo greet.' }] });
});

test('sealed thoughts are whole, and can be read in the next turn without any store', async () => {
  const { service } = serve(thinks);
  const body = {
    store: false,
    include: ['reasoning.encrypted_content'],
    reasoning: { summary: 'concise' },
  };
  const first = await create(service, { ...body, input: 'Hi' });
  const [reasoning] = first.response.output;
  expect(reasoning).toMatchObject({ encrypted_content: expect.any(String) });
  expect(JSON.stringify(reasoning)).not.toContain('It is short');
  const bare = { ...reasoning, summary: [] };
  const input = [bare, ...first.response.output.slice(1), { role: 'user', content: 'Why?' }];
  const second = await create(service, { ...body, input });
  expect(textOf(second.events)).toBe(`assistant: (${thought}) Hello | user: Why?`);
});

test('without include there is nothing sealed', async () => {
  const { service } = serve(thinks);
  const { response } = await create(service, { input: 'Hi' });
  expect(response.output[0]).not.toHaveProperty('encrypted_content');
});

test('what another server or another tenant sealed, or was altered, is refused', async () => {
  const { service } = serve(thinks);
  const body = { input: 'Hi', include: ['reasoning.encrypted_content'] };
  const [reasoning] = (await create(service, body)).response.output;
  if (reasoning?.type !== 'reasoning') throw new Error('no thoughts');
  const refused = { param: 'input[0].encrypted_content', code: 'invalid_encrypted_content' };
  const again = { input: [reasoning] };
  await expect(create(serve(thinks).service, again)).rejects.toMatchObject(refused);
  await expect(create(service, again, { caller: { tenant: 'other' } })).rejects.toMatchObject(
    refused,
  );
  const blob = reasoning.encrypted_content!;
  const altered = blob.slice(0, -2) + (blob.endsWith('AA') ? 'BB' : 'AA');
  for (const encrypted_content of [altered, 'x', 'gAAAAAB']) {
    const input = [{ ...reasoning, encrypted_content }];
    await expect(create(service, { input })).rejects.toMatchObject(refused);
  }
});

test('the thoughts of earlier turns can be left out', async () => {
  const { service } = serve(thinks);
  const { response } = await create(service, { input: 'Hi' });
  const next = { input: 'Why?', previous_response_id: response.id };
  const all = await create(service, next);
  expect(textOf(all.events)).toContain(thought);
  const current = await create(service, { ...next, reasoning: { context: 'current_turn' } });
  expect(textOf(current.events)).toBe('user: Hi | assistant: Hello | user: Why?');
});

test('thoughts, a call and a text under a schema come in one response each, whatever is demanded of it', async () => {
  const schema = {
    type: 'object',
    properties: { ok: { const: true } },
    required: ['ok'],
    additionalProperties: false,
  };
  const tools = [{ type: 'function', name: 'look_up', parameters: schema, strict: true }];
  const text = { format: { type: 'json_schema', name: 'answer', schema } };
  const { service } = serve(({ messages }) => ({
    output: [
      { type: 'reasoning', text: 'Hm.' },
      messages.length === 1
        ? { type: 'function_call', name: 'look_up', arguments: { ok: false } }
        : { type: 'text', text: '{"ok": false}' },
    ],
  }));
  const first = await create(service, { input: 'Hi', tools, text, seed: 1 });
  expect(first.response.output).toMatchObject([
    { type: 'reasoning', summary: [{ text: 'Hm.' }] },
    { type: 'function_call', name: 'look_up' },
  ]);
  const [, call] = first.response.output;
  if (call?.type !== 'function_call') throw new Error('no call');
  expect(JSON.parse(call.arguments)).toMatchObject({ ok: true });
  const second = await create(service, {
    previous_response_id: first.response.id,
    input: [{ type: 'function_call_output', call_id: call.call_id, output: 'x' }],
    tools,
    text,
    seed: 1,
  });
  expect(second.response.output).toMatchObject([{ type: 'reasoning' }, { type: 'message' }]);
  expect(JSON.parse(textOf(second.events))).toMatchObject({ ok: true });
});

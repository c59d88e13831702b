import { expect, test } from 'vitest';
import { create, echo, serve, textOf } from './serve.ts';

const image = { type: 'input_image', image_url: `data:image/png;base64,${'A'.repeat(4000)}` };
const pdf = {
  type: 'input_file',
  filename: 'plan.pdf',
  file_data: 'data:application/pdf;base64,AAAA',
};
const notes = {
  type: 'input_file',
  filename: 'notes.txt',
  file_data: `data:text/plain;base64,${Buffer.from('né').toString('base64')}`,
};

test('what the model cannot see it is told of in words, and the response warns of it', async () => {
  const { service } = serve(echo);
  const content = [{ type: 'input_text', text: 'Look:' }, image, pdf];
  const { events, response } = await create(service, { input: [{ role: 'user', content }] });
  expect(textOf(events)).toBe(
    'user: Look:\n[Attached is an image that you cannot see (image/png, 3 kB).]\n' +
      '[Attached is a file named "plan.pdf" that you cannot read (application/pdf, 3 bytes).]',
  );
  expect(response.warnings).toMatchObject([
    { code: 'unseen_input', param: 'input[0].content[1]' },
    { code: 'unseen_input', param: 'input[0].content[2]' },
  ]);
});

test('a file of text is read to the model', async () => {
  const { service } = serve(echo);
  const { events, response } = await create(service, {
    input: [{ role: 'user', content: [notes] }],
  });
  expect(textOf(events)).toContain('"notes.txt":]\nné\n[End');
  expect(response.warnings).toBeUndefined();
});

test('an operator can have refused what the model cannot see', async () => {
  const { service } = serve(echo, { unseenInput: 'refuse' });
  const input = [
    { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{}' },
    { type: 'function_call_output', call_id: 'call_1', output: [image] },
  ];
  await expect(create(service, { input })).rejects.toMatchObject({ param: 'input[1].output[0]' });
});

test('a tool that would run here and is not there is refused, or left out with a warning', async () => {
  const clock = { type: 'function', name: 'clock', parameters: { type: 'object' } };
  const body = { input: 'Hi', tools: [{ type: 'web_search' }, clock] };
  await expect(create(serve(echo).service, body)).rejects.toMatchObject({
    code: 'unsupported_tool',
    param: 'tools[0].type',
  });
  const { response } = await create(serve(echo, { missingTools: 'omit' }).service, body);
  expect(response.tools).toMatchObject([{ type: 'function', name: 'clock' }]);
  expect(response.warnings).toMatchObject([{ code: 'missing_tool', param: 'tools[0]' }]);
});

test('verbosity is put to the model in words, and echoed', async () => {
  const { service } = serve(echo);
  const body = { input: 'Hi', instructions: 'Be kind.', text: { verbosity: 'low' } };
  const { events, response } = await create(service, body);
  expect(textOf(events)).toBe('system: Be kind.\n\nAnswer as briefly as you can. | user: Hi');
  expect(response.text).toEqual({ format: { type: 'text' }, verbosity: 'low' });
});

const turns = (count: number) =>
  Array.from({ length: count }, (_, turn) => [
    { role: 'user', content: `question ${turn}` },
    { role: 'assistant', content: `answer ${turn}` },
  ]).flat();

test('truncation leaves out the oldest items, never what the system said or what is newest', async () => {
  const { service } = serve(echo, { model: { contextLength: 400 } });
  const input = [
    { role: 'developer', content: 'Stay.' },
    ...turns(40),
    { role: 'user', content: 'newest' },
  ];
  await expect(create(service, { input })).rejects.toMatchObject({
    code: 'context_length_exceeded',
  });
  const { events, response } = await create(service, { input, truncation: 'auto' });
  expect(textOf(events)).toMatch(/^system: Stay\. \| (user|assistant): (question|answer) (29|3\d)/);
  expect(response).toMatchObject({ truncation: 'auto', warnings: [{ code: 'input_truncated' }] });
});

test('truncation keeps calls with their outputs', async () => {
  const { service } = serve(echo, { model: { contextLength: 700 } });
  const calls = Array.from({ length: 12 }, (_, index) => [
    { type: 'function_call', call_id: `call_${index}`, name: 'f', arguments: '{}' },
    { type: 'function_call_output', call_id: `call_${index}`, output: 'x'.repeat(index) },
  ]).flat();
  const input = [...calls, { role: 'user', content: 'newest' }];
  const { events } = await create(service, { input, truncation: 'auto' });
  const told = textOf(events).split(' | ');
  const of = (role: string) => told.filter((message) => message.startsWith(role)).length;
  expect(of('tool')).toBe(of('assistant'));
  expect(of('tool')).toBeGreaterThan(0);
  expect(told[0]).toMatch(/^assistant/);
});

test('an input whose newest item alone is too long is refused with truncation too', async () => {
  const { service } = serve(echo, { model: { contextLength: 200 } });
  const input = [...turns(3), { role: 'user', content: 'x'.repeat(300) }];
  await expect(create(service, { input, truncation: 'auto' })).rejects.toMatchObject({
    code: 'context_length_exceeded',
  });
});

test('whatever tier is asked for, the response names the one there is', async () => {
  const { service } = serve(echo);
  const { response } = await create(service, { input: 'Hi', service_tier: 'priority' });
  expect(response.service_tier).toBe('default');
});

test('padding hides the lengths of deltas from those who ask for it', async () => {
  const { service } = serve(() => 'a');
  const body = { input: 'Hi', stream_options: { include_obfuscation: true } };
  const padded = (await create(service, body)).events.find(({ type }) => type.endsWith('delta'));
  expect(padded).toMatchObject({ obfuscation: expect.stringMatching(/^.{13}$/) });
  const plain = (await create(service, { input: 'Hi' })).events;
  expect(plain.some((event) => 'obfuscation' in event)).toBe(false);
});

test.each([
  [{ stream_options: { include_usage: false } }, 'stream_options.include_usage'],
  [{ prompt: { id: 'pmpt_1' } }, 'prompt'],
  [{ prompt_cache_retention: '24h' }, 'prompt_cache_retention'],
  [{ context_management: [{ type: 'compaction' }] }, 'context_management'],
  [{ reasoning: { context: 'all_turns' } }, 'reasoning.context'],
  [{ moderation: {} }, 'moderation'],
])('%j is refused by name', async (fields, param) => {
  const { service } = serve(echo);
  await expect(create(service, { input: 'Hi', ...fields })).rejects.toMatchObject({
    param,
    code: 'unsupported_parameter',
  });
});

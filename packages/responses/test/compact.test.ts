import { parseCompactResponse, parseCountInputTokens } from '@antiphon/protocol';
import { openSqliteStore } from '@antiphon/store';
import { expect, test } from 'vitest';
import { caller, create, echo, never, serve, textOf } from './serve.ts';

const short = [
  { role: 'user', content: 'My name is Ada.' },
  { role: 'assistant', content: 'Hello Ada.' },
];
const long = [
  { role: 'user', content: 'My name is Ada.' },
  { role: 'assistant', content: 'x'.repeat(900) },
];

test('a window has what the user said, and one item that holds the rest; it is taken back as it is', async () => {
  const { service } = serve(echo);
  const request = parseCompactResponse({ model: 'scripted', input: short });
  const compacted = await service.compact(request, caller, never);
  expect(compacted).toMatchObject({
    object: 'response.compaction',
    output: [
      { type: 'message', role: 'user', status: 'completed', id: expect.any(String) },
      { type: 'compaction', encrypted_content: expect.any(String) },
    ],
    usage: { input_tokens: expect.any(Number) },
  });
  const input = [...compacted.output, { role: 'user', content: 'Who am I?' }];
  const { events } = await create(service, { input });
  expect(textOf(events)).toContain('assistant: Hello Ada.');
  expect(textOf(events)).toMatch(/user: Who am I\?$/);
});

test('a long conversation is summed up by the model', async () => {
  const { service } = serve(({ messages }) =>
    messages[0]!.content.startsWith('Sum up') ? 'Ada was greeted at length.' : echo({ messages }),
  );
  const request = parseCompactResponse({ model: 'scripted', input: long });
  const { output, usage } = await service.compact(request, caller, never);
  expect(usage.output_tokens).toBeGreaterThan(20);
  const { events } = await create(service, { input: [...output, { role: 'user', content: '?' }] });
  expect(textOf(events)).toContain('in short.\nAda was greeted at length. | user: ?');
});

test('a conversation that is too long to be summed up loses its beginning, and says so', async () => {
  const { service } = serve(() => 'Short.', { model: { contextLength: 2000 } });
  const input = Array.from({ length: 9 }, () => long).flat();
  const request = parseCompactResponse({ model: 'scripted', input });
  const { output } = await service.compact(request, caller, never);
  expect(output).toHaveLength(10);
});

test('a compaction of another server is refused', async () => {
  const { service } = serve(echo);
  const request = parseCompactResponse({ model: 'scripted', input: short });
  const { output } = await service.compact(request, caller, never);
  await expect(create(serve(echo).service, { input: output })).rejects.toMatchObject({
    param: 'input[1].encrypted_content',
  });
});

test('a compaction is taken back when the key was replaced since, as long as the older one is there', async () => {
  const store = openSqliteStore(':memory:');
  const [old] = await store.secrets('sealing');
  const first = serve(echo, { sealingKey: old! });
  const request = parseCompactResponse({ model: 'scripted', input: short });
  const { output } = await first.service.compact(request, caller, never);
  const [newest, ...older] = await store.renewSecret('sealing');
  const keys = { sealingKey: newest!, olderSealingKeys: older };
  const { events } = await create(serve(echo, keys).service, { input: output });
  expect(textOf(events)).toContain('assistant: Hello Ada.');

  const again = await serve(echo, keys).service.compact(request, caller, never);
  const refused = { param: 'input[1].encrypted_content' };
  await expect(create(first.service, { input: again.output })).rejects.toMatchObject(refused);
  const withoutOld = serve(echo, { sealingKey: newest! });
  await expect(create(withoutOld.service, { input: output })).rejects.toMatchObject(refused);
  await create(withoutOld.service, { input: again.output });
});

test('the tokens of an input are counted as the model would read them', async () => {
  const { service } = serve(() => 'Hi');
  const body = { input: 'Hello', instructions: 'Be brief.' };
  const { response } = await create(service, body);
  const request = parseCountInputTokens({ ...body, model: 'scripted' });
  expect(await service.countTokens(request, caller, never)).toEqual({
    object: 'response.input_tokens',
    input_tokens: response.usage!.input_tokens,
  });
});

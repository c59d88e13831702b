import { expect, test } from 'vitest';
import { type Conversation, createScriptedModel } from '../../src/index.ts';
import { testLogitsModel } from '../logits-model-contract.ts';

const maxSequences = 3;

testLogitsModel({
  open: async () => createScriptedModel(() => 'Paris.', { maxSequences }),
  maxSequences,
});

test('it answers what the script says of the conversation, then ends its turn', async () => {
  const model = createScriptedModel(
    ({ messages }) => `${messages.length}: ${messages.at(-1)!.content}`,
  );
  const sequence = model.open();
  const prompt = model.tokenizer.render({
    messages: [
      { role: 'system', content: 'Echo.' },
      { role: 'user', content: 'né' },
    ],
  });
  let { tokens } = prompt;
  const answer: number[] = [];
  for (;;) {
    const [row] = await model.step(
      [{ sequence, tokens, logits: 'last' }],
      new AbortController().signal,
    );
    const token = row!.indexOf(Math.max(...row!));
    if (model.info.endOfTurnIds.has(token)) break;
    answer.push(token);
    tokens = [token];
  }
  expect(new TextDecoder().decode(Uint8Array.from(answer))).toBe('2: né');
});

test('its script sees all of a conversation: tools, calls and what they gave back', async () => {
  const conversation: Conversation = {
    messages: [
      { role: 'user', content: 'Weather?' },
      {
        role: 'assistant',
        content: '',
        reasoning: 'Hm.',
        toolCalls: [{ id: 'c', name: 'f', arguments: '{}' }],
      },
      { role: 'tool', callId: 'c', name: 'f', content: 'Rain.' },
    ],
    tools: [{ name: 'f' }],
    reasoningEffort: 'low',
  };
  let seen: Conversation | undefined;
  const model = createScriptedModel((given) => {
    seen = given;
    return '';
  });
  const { tokens } = model.tokenizer.render(conversation);
  const item = { sequence: model.open(), tokens, logits: 'last' as const };
  await model.step([item], new AbortController().signal);
  expect(seen).toEqual(conversation);
});

/** What the script wants behind what is written already. */
async function continuation(answer: string, written: string): Promise<string> {
  const model = createScriptedModel(() => answer);
  const { tokens } = model.tokenizer.render({ messages: [{ role: 'user', content: 'Go.' }] });
  const prompt = [...tokens, ...model.tokenizer.encode(written)];
  const item = { sequence: model.open(), tokens: prompt, logits: 'last' as const };
  const [row] = await model.step([item], new AbortController().signal);
  const token = row!.indexOf(Math.max(...row!));
  return model.info.endOfTurnIds.has(token) ? '' : String.fromCharCode(token);
}

test.each([
  ['{"a":1}', '{"a"', ':'],
  ['{"a":1}', '{"a":  ', '1'],
  ['{"a": 1}', '{"a":1', '}'],
  ['{"a": 1}', '{"b":', ' '],
  ['[1, 2]', '[1,2]', ''],
  ['  x', '  ', 'x'],
])('an answer of %j goes on behind %j', async (answer, written, next) => {
  expect(await continuation(answer, written)).toBe(next);
});

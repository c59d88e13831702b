import { expect, test } from 'vitest';
import { createScriptedModel } from '../src/index.ts';
import { testLogitsModel } from './logits-model-contract.ts';

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
  let tokens = model.tokenizer.render({
    messages: [
      { role: 'system', content: 'Echo.' },
      { role: 'user', content: 'né' },
    ],
  });
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

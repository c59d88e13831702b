import type { GenerationDelta, Message, ToolDefinition } from '@antiphon/backend';
import { expect, test } from 'vitest';
import {
  fixtureNames,
  fixtureTokenizer,
  type FixtureTokenizer,
} from '../../../backend/test/tokenizer/template/fixture-tokenizer.ts';
import { createAnswerReader } from '../../src/answer/reader.ts';
import { detectDialect } from '../../src/dialect/detect.ts';
import { collect } from '../answer/pieces.ts';

const tools: ToolDefinition[] = [
  {
    name: 'weather_at',
    parameters: {
      type: 'object',
      properties: {
        place: { type: 'string' },
        days: { type: 'integer' },
        deep: { type: 'object' },
        on: { type: 'boolean' },
      },
    },
  },
];
const values = { days: 2, deep: { list: ['a', 1] }, on: true, place: 'São\n"Paulo"' };
const user: Message = { role: 'user', content: 'weather?' };
const calling: Message = {
  role: 'assistant',
  content: '',
  reasoning: 'need the weather',
  toolCalls: [{ id: 'call_1', name: 'weather_at', arguments: JSON.stringify(values) }],
};
const result: Message = { role: 'tool', callId: 'call_1', name: 'weather_at', content: 'sun' };

/** What the template writes as the model's answer: from where it differs from the prompt up to the end of the turn. */
function writtenAnswer(tokenizer: FixtureTokenizer): { tokens: number[]; ending: string } {
  const prompt = tokenizer.render({ messages: [user], tools });
  const history = tokenizer.render({ messages: [user, calling, result], tools }).tokens;
  const start = prompt.tokens.findIndex((token, index) => token !== history[index]);
  const rest = history.slice(start < 0 ? prompt.tokens.length : start);
  const { endOfTurnNames } = detectDialect(tokenizer);
  const ends = ['</s>', '<SPECIAL_12>', ...endOfTurnNames].map((name) =>
    tokenizer.specialTokens.get(name),
  );
  const end = rest.findIndex((token) => ends.includes(token));
  return { tokens: rest.slice(0, end < 0 ? undefined : end), ending: start < 0 ? prompt.ending : '' };
}

test.each(fixtureNames)('%s', (name) => {
  const tokenizer = fixtureTokenizer(name);
  const dialect = detectDialect(tokenizer);
  if (!dialect.calls) return;
  const { tokens, ending } = writtenAnswer(tokenizer);
  const reader = createAnswerReader({ dialect, tokenizer, tools, promptEnding: ending, choice: 0 });
  const deltas: GenerationDelta[] = [];
  for (const token of tokens) reader.push(token);
  reader.finish('stop');
  deltas.push(...reader.take());
  const { calls, text } = collect(deltas, reader);
  console.log(name, JSON.stringify(tokenizer.text(tokens)), JSON.stringify(collect(deltas, reader)));
  expect(calls).toMatchObject([{ name: 'weather_at', isKnown: true, isComplete: true }]);
  expect(JSON.parse(calls[0]!.arguments)).toEqual(values);
});

import type { GenerationDelta, Message, ToolDefinition } from '@antiphon/backend';
import { expect, test } from 'vitest';
import {
  type FixtureTokenizer,
  fixtureNames,
  fixtureTokenizer,
} from '../../../backend/test/tokenizer/template/fixture-tokenizer.ts';
import { createAnswerReader } from '../../src/answer/reader.ts';
import { detectDialect } from '../../src/dialect/detect.ts';
import { type Answer, atRandom, collect, Pieces, read } from '../answer/pieces.ts';
import { Random } from '../answer/random.ts';

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
const thought = 'need the weather';
const user: Message = { role: 'user', content: 'weather?' };
const calling: Message = {
  role: 'assistant',
  content: '',
  reasoning: thought,
  toolCalls: [{ id: 'call_1', name: 'weather_at', arguments: JSON.stringify(values) }],
};
const result: Message = { role: 'tool', callId: 'call_1', name: 'weather_at', content: 'sun' };

interface WrittenAnswer {
  readonly tokens: readonly number[];
  readonly promptEnding: string;
}

/** What the template writes as the model's answer: from where it differs from the prompt up to the end of the turn. */
function writtenAnswer(tokenizer: FixtureTokenizer): WrittenAnswer {
  const shown = tokenizer.source.includes('tools') ? { tools } : {};
  const prompt = tokenizer.render({ messages: [user], ...shown }).tokens;
  const history = tokenizer.render({ messages: [user, calling, result], ...shown }).tokens;
  const other = prompt.findIndex((token, index) => token !== history[index]);
  const start = other < 0 ? prompt.length : other;
  const names = ['</s>', '<SPECIAL_12>', ...detectDialect(tokenizer).endOfTurnNames];
  const ends = names.map((name) => tokenizer.specialTokens.get(name));
  const end = history.findIndex((token, index) => index >= start && ends.includes(token));
  return {
    tokens: history.slice(start, end < 0 ? undefined : end),
    promptEnding: tokenizer.text(prompt.slice(0, start)).slice(-200),
  };
}

function readTokens(tokenizer: FixtureTokenizer, { tokens, promptEnding }: WrittenAnswer): Answer {
  const dialect = detectDialect(tokenizer);
  const reader = createAnswerReader({ dialect, tokenizer, tools, promptEnding, choice: 0 });
  const deltas: GenerationDelta[] = [];
  for (const token of tokens) {
    reader.push(token);
    deltas.push(...reader.take());
  }
  reader.finish('stop');
  return collect([...deltas, ...reader.take()], reader);
}

const calls = fixtureNames.filter((name) => detectDialect(fixtureTokenizer(name)).calls);

test.each(calls)('%s: a call that its template writes is read', (name) => {
  const tokenizer = fixtureTokenizer(name);
  const answer = readTokens(tokenizer, writtenAnswer(tokenizer));
  expect(answer.calls).toMatchObject([{ name: 'weather_at', isKnown: true, isComplete: true }]);
  expect(JSON.parse(answer.calls[0]!.arguments)).toEqual(values);
  // The end of MiniMax's turn is no token of this vocabulary.
  expect(answer.text.split('[e~[')[0]).toBe('');
  expect(['', thought]).toContain(answer.reasoning);
});

test.each(calls)('%s: the cut into tokens does not matter', (name) => {
  const random = new Random(3);
  const tokenizer = fixtureTokenizer(name);
  const pieces = new Pieces(tokenizer.source, tokenizer.controlTokens);
  const { tokens, promptEnding } = writtenAnswer(tokenizer);
  const text = tokenizer.text(tokens);
  for (let count = 0; count < 20; count++) {
    const damaged = random.below(2) === 0 ? text : withoutSome(text, random);
    const {
      order: _,
      reasoningTokens: __,
      ...once
    } = read(pieces, damaged, { tools, promptEnding });
    const {
      order: ___,
      reasoningTokens: ____,
      ...cut
    } = read(pieces, damaged, {
      tools,
      promptEnding,
      cut: atRandom(random),
    });
    expect([damaged, cut]).toEqual([damaged, once]);
  }
});

/** The text with a few characters lost. */
function withoutSome(text: string, random: Random): string {
  const from = random.below(text.length);
  return text.slice(0, from) + text.slice(from + 1 + random.below(8));
}

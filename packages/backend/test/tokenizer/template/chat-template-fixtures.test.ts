import { describe, expect, test } from 'vitest';
import type { Conversation, Message, ToolDefinition } from '../../../src/conversation.ts';
import { fixtureNames, fixtureTokenizer } from './fixture-tokenizer.ts';

/** Models that were trained without tools, or whose template leaves their definitions to the system message. */
const withoutTools = [
  'HuggingFaceTB-SmolLM3-3B',
  'deepseek-ai-DeepSeek-R1-Distill-Qwen-32B',
  'deepseek-ai-DeepSeek-V3.1',
  'google-gemma-2-2b-it',
  'microsoft-Phi-3.5-mini-instruct',
];

/** Templates that write what a message says after its calls. */
const callsFirst = ['deepseek-ai-DeepSeek-R1-Distill-Qwen-32B', 'google-gemma-4-31B-it'];

const tools: ToolDefinition[] = [
  {
    name: 'weather_at',
    description: 'tells the weather',
    parameters: {
      type: 'object',
      properties: { place: { type: 'string' }, days: { type: 'integer', description: 'how many' } },
      required: ['place'],
    },
  },
  { name: 'bare_tool' },
];

/** `text` goes into every field that somebody else writes. */
function conversation(text = ''): Message[] {
  const call = (id: string, name: string, place: string) => {
    return { id, name, arguments: JSON.stringify({ place: place + text, days: 2 }) };
  };
  return [
    { role: 'system', content: `first rule${text}` },
    { role: 'user', content: `first question${text}` },
    {
      role: 'assistant',
      content: `let me look${text}`,
      reasoning: `hidden thought${text}`,
      toolCalls: [
        call('call_abc123', 'weather_at', 'Oslo'),
        call('call_def456', 'weather_at', 'Rome'),
      ],
    },
    { role: 'tool', callId: 'call_abc123', name: 'weather_at', content: `cold wind${text}` },
    { role: 'tool', callId: 'call_def456', name: 'weather_at', content: `warm sun${text}` },
    { role: 'assistant', content: `cold and warm${text}` },
    { role: 'user', content: `second question${text}` },
  ];
}

/** Where each needle stands; -1 for those that are missing. */
function places(text: string, needles: readonly string[]): number[] {
  return needles.map((needle) => text.indexOf(needle));
}

describe.each(fixtureNames)('%s', (name) => {
  const tokenizer = fixtureTokenizer(name);
  const hasTools = !withoutTools.includes(name);

  test.each([
    {},
    { reasoningEffort: 'none' },
    { reasoningEffort: 'high' },
  ] satisfies Partial<Conversation>[])('writes every text in order, with %j', (effort) => {
    for (const extra of hasTools ? [{}, { tools }] : [{}]) {
      const prompt = tokenizer.render({ messages: conversation(), ...effort, ...extra });
      const text = tokenizer.text(prompt.tokens);
      const found = places(text, [
        ...['first question', ...(callsFirst.includes(name) ? [] : ['let me look']), 'Oslo'],
        ...['cold wind', 'cold and warm', 'second question'],
      ]);
      expect(found).not.toContain(-1);
      expect(found).toEqual(found.toSorted((a, b) => a - b));
      expect(places(text, ['first rule', 'let me look', 'Rome', 'warm sun'])).not.toContain(-1);
      expect(text.endsWith(prompt.ending)).toBe(true);
    }
  });

  const definitions = hasTools
    ? 'writes the definitions of tools'
    : 'refuses tools: it has no place for them';
  test(definitions, () => {
    if (!hasTools) {
      const render = () => tokenizer.render({ messages: conversation(), tools });
      expect(render).toThrow('no place for tools');
      return;
    }
    const { tokens } = tokenizer.render({ messages: conversation(), tools });
    const text = tokenizer.text(tokens);
    expect(
      places(text, ['weather_at', 'tells the weather', 'how many', 'bare_tool']),
    ).not.toContain(-1);
  });

  test('keeps what looks like a control token in any text from becoming one', () => {
    const attack = ` ${tokenizer.controlTokens.join('')}`;
    const documents = (text: string) => [{ title: `a title${text}`, text: `a document${text}` }];
    const definitions = (text: string) =>
      hasTools ? tools.map((tool) => ({ ...tool, description: `look${text}` })) : [];
    const render = (text: string) =>
      tokenizer.render({
        messages: conversation(text),
        documents: documents(text),
        tools: definitions(text),
      });
    const attacked = render(attack);
    expect(tokenizer.control(attacked.tokens)).toEqual(tokenizer.control(render(' x').tokens));
    expect(tokenizer.text(attacked.tokens)).toContain(`first question${attack}`);
    expect(tokenizer.text(attacked.tokens)).not.toMatch(/[\uFDD0-\uFDEF]/);
  });

  test('writes a turn alike whether it has written earlier ones or not', () => {
    const turns = [2, 5, 7].map((count) => conversation().slice(0, count));
    const warm = turns.map((messages) => tokenizer.render({ messages }));
    expect(warm.at(-1)).toEqual(fixtureTokenizer(name).render({ messages: conversation() }));
  });

  test('writes awkward orders of messages without losing any of them', () => {
    const { tokens } = tokenizer.render({
      messages: [
        { role: 'system', content: 'rule one' },
        { role: 'system', content: 'rule two' },
        { role: 'assistant', content: 'I greet you' },
        { role: 'user', content: 'part one' },
        { role: 'user', content: 'part two' },
        { role: 'system', content: 'rule three' },
        { role: 'user', content: 'part three' },
      ],
    });
    const text = tokenizer.text(tokens);
    const needles = ['rule one', 'rule two', 'I greet you', 'part one', 'part two', 'rule three'];
    expect(places(text, [...needles, 'part three'])).not.toContain(-1);
  });
});

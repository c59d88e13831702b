import { writeFileSync } from 'node:fs';
import type { Random } from '../fuzz/random.ts';

const MS_PER_TOKEN = 1;

/** A model that takes its time. `think`, `call` and all else have it write three kinds of answers, with what it was asked in them. */
export function writeScript(path: string): void {
  const text = { type: 'text', text: 'It was asked: $1. That is all there is to say about it.' };
  const rules = [
    {
      when: '^think (.*)$',
      output: [{ type: 'reasoning', text: 'I wonder about $1.' }, text],
    },
    {
      when: '^call (.*)$',
      output: [
        { type: 'text', text: 'I look it up.' },
        { type: 'function_call', name: 'look_up', arguments: { subject: '$1' } },
      ],
    },
    { when: '^say (.*)$', output: [text] },
  ];
  writeFileSync(path, JSON.stringify({ pace: { ms_per_token: MS_PER_TOKEN }, rules }));
}

const tools = [
  {
    type: 'function',
    name: 'look_up',
    parameters: {
      type: 'object',
      properties: { subject: { type: 'string' } },
      required: ['subject'],
      additionalProperties: false,
    },
  },
];

/** A request that no other is like. At this temperature another seed gives another answer. */
export function drawRequest(random: Random, name: string) {
  const length = 1 + random.below(12);
  const kind = random.pick(['say', 'think', 'call']);
  return { input: `${kind} ${name}${' and more'.repeat(length)}`, temperature: 2, tools };
}

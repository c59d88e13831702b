/**
 * What it costs to parse the body of a request: one of about 40 kB as the Codex CLI sends it in its first turn, and one of 400 kB as it
 * sends it after a while. JSON.parse is part of it.
 */
import { parseCreateResponse } from '@antiphon/protocol';
import { Checks } from './checks.ts';

const rounds = process.argv.includes('--quick') ? 200 : 2000;

/** Words, not letters, so that the sizes are those of prose. */
function prose(length: number): string {
  const words = 'The agent reads the file, applies a patch and runs the tests before it answers. ';
  return words.repeat(Math.ceil(length / words.length)).slice(0, length);
}

const property = (index: number) => [
  `argument_${index}`,
  { type: index % 2 ? 'string' : 'integer', description: prose(120) },
];

const functionTool = (index: number) => ({
  type: 'function',
  name: `tool_${index}`,
  description: prose(400),
  strict: false,
  parameters: {
    type: 'object',
    properties: Object.fromEntries(Array.from({ length: 6 }, (_, at) => property(at))),
    required: ['argument_0'],
    additionalProperties: false,
  },
});

const message = (role: string, length: number) => ({
  type: 'message',
  role,
  content: [{ type: role === 'assistant' ? 'output_text' : 'input_text', text: prose(length) }],
});

/** A turn in which a tool was called. */
const turn = (index: number) => [
  message('user', 300),
  { type: 'reasoning', summary: [], content: null, encrypted_content: prose(800) },
  {
    type: 'function_call',
    id: null,
    name: 'tool_1',
    arguments: JSON.stringify({ argument_0: prose(200) }),
    call_id: `call_${index}`,
  },
  { type: 'function_call_output', call_id: `call_${index}`, output: prose(2000) },
  message('assistant', 400),
];

function body(turns: number): string {
  return JSON.stringify({
    model: 'model',
    instructions: prose(14_000),
    input: [
      message('developer', 4000),
      message('developer', 3000),
      ...Array.from({ length: turns }, (_, index) => turn(index)).flat(),
      message('user', 200),
    ],
    tools: [
      ...Array.from({ length: 9 }, (_, index) => functionTool(index)),
      {
        type: 'custom',
        name: 'apply_patch',
        description: prose(300),
        format: { type: 'grammar', syntax: 'lark', definition: prose(900) },
      },
      { type: 'web_search', external_web_access: true },
    ],
    tool_choice: 'auto',
    parallel_tool_calls: true,
    reasoning: { summary: 'auto' },
    store: false,
    stream: true,
    include: ['reasoning.encrypted_content'],
    prompt_cache_key: '0f3c2b1a-0000-0000-0000-000000000000',
    text: { verbosity: 'medium' },
    client_metadata: { originator: 'bench' },
  });
}

interface Figures {
  readonly medianMs: number;
  readonly slowTenthMs: number;
  readonly shareOfJson: number;
}

function measure(text: string): Figures {
  const times: number[] = [];
  const jsonTimes: number[] = [];
  // The first rounds warm up.
  for (let round = -50; round < rounds; round++) {
    const started = performance.now();
    const value: unknown = JSON.parse(text);
    const read = performance.now();
    parseCreateResponse(value);
    const ended = performance.now();
    if (round < 0) continue;
    times.push(ended - started);
    jsonTimes.push(read - started);
  }
  const at = (values: readonly number[], share: number) =>
    values.toSorted((a, b) => a - b)[Math.floor(share * values.length)]!;
  const medianMs = at(times, 0.5);
  return {
    medianMs,
    slowTenthMs: at(times, 0.9),
    shareOfJson: at(jsonTimes, 0.5) / medianMs,
  };
}

const first = body(1);
const later = body(95);
const startedAt = performance.now();
parseCreateResponse(JSON.parse(first));
const coldMs = performance.now() - startedAt;

const checks = new Checks('parse');
const small = measure(first);
const large = measure(later);
checks.add('size of the first body', { value: first.length / 1000, unit: 'kB' }, '>=', 40);
checks.add('parse 40 kB, median', { value: small.medianMs, unit: 'ms' }, '<=', 2);
checks.add('parse 40 kB, 9 of 10', { value: small.slowTenthMs, unit: 'ms' }, '<=', 2);
checks.add('parse 400 kB, median', { value: large.medianMs, unit: 'ms' }, '<=', 20);
checks.close({
  first_kB: first.length / 1000,
  later_kB: later.length / 1000,
  cold_ms: Math.round(100 * coldMs) / 100,
  json_share: Math.round(100 * small.shareOfJson) / 100,
});

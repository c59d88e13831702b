/*
 * What a composed response costs: reasoning, free text and two calls out of twenty tools, in each of the
 * three formats, over the llama3 vocabulary. First pass: a freshly compiled grammar; second: the same again.
 *
 *   node --conditions=@antiphon/source bench/compose.ts
 */
import {
  composeResponse,
  type Grammar,
  hermesCalls,
  llamaCalls,
  mistralCalls,
  type ToolCallFormat,
  type Vocabulary,
} from '@antiphon/constraint';
import { Checks } from './checks.ts';
import { type BenchVocabulary, llama3Vocabulary, prepare } from './constraint-data.ts';

const parameters = {
  type: 'object',
  properties: {
    query: { type: 'string', maxLength: 500 },
    limit: { type: 'integer', minimum: 1, maximum: 100 },
    tags: { type: 'array', items: { enum: ['news', 'images', 'maps'] } },
  },
  required: ['query'],
  additionalProperties: false,
};
const tools = Array.from({ length: 20 }, (_, index) => ({ name: `tool_${index}`, parameters }));

function responseIn({ begin, before, after, between, end }: ToolCallFormat): string {
  const first = `${before('tool_7')}{"query": "weather in Paris", "limit": 10, "tags": ["news"]}${after}`;
  const second = `${before('tool_12')}{"query": "a map of it"}${after}`;
  const thought = '<think>They want to know the weather; I should look it up.\n</think>\n\n';
  return `${thought}Let me look that up.\n${begin}${first}${between}${second}${end}`;
}

/** Microseconds for each token: the mask and taking the token. */
function follow(grammar: Grammar, vocabulary: Vocabulary, tokens: readonly number[]): number[] {
  const matcher = grammar.matcher();
  const mask = new Uint32Array(vocabulary.words);
  const times = tokens.map((token) => {
    const start = performance.now();
    matcher.fillMask(mask);
    if (!matcher.consume(token)) throw new Error(`token ${token} refused`);
    return (performance.now() - start) * 1000;
  });
  if (!matcher.isAccepting) throw new Error('the response is not whole');
  return times;
}

function report(name: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(1);
  console.log(
    `  ${name}: mean ${mean.toFixed(1)} us, p50 ${at(0.5)}, p90 ${at(0.9)}, most ${at(1)}`,
  );
}

/** Text that spells a special token stays text: the vocabulary here knows none by name. */
function encodePlain(source: BenchVocabulary, text: string): number[] {
  return text.split(/(?<=<\|)/).flatMap((part) => source.encode(part));
}

const source = llama3Vocabulary();
const vocabulary = prepare(source);
for (const [name, format] of Object.entries({ hermesCalls, llamaCalls, mistralCalls })) {
  const tokens = encodePlain(source, responseIn(format));
  const start = performance.now();
  const reasoning = { begin: '<think>', end: '</think>' };
  const toolCalls = { format, tools, choice: { mode: 'auto' }, isParallel: true } as const;
  const grammar = composeResponse({ reasoning, toolCalls, final: { kind: 'free' } }, vocabulary);
  console.log(
    `${name}: compiled in ${(performance.now() - start).toFixed(1)} ms, ${tokens.length} tokens`,
  );
  report('first pass ', follow(grammar, vocabulary, tokens));
  report('second pass', follow(grammar, vocabulary, tokens));
}
// No figure has a bound here.
new Checks('compose').close();

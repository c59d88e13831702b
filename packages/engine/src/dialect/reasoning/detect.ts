import type { ReasoningFormat } from '../dialect.ts';

/** A block between tags or control tokens. */
export interface ReasoningSign extends ReasoningFormat {
  /** What a template of such a model holds. */
  readonly sign: string;
}

/** Blocks in tags: most models call it `<think>`. A template may name the end only, as it cuts thoughts out of history. */
const tags: readonly ReasoningSign[] = [
  'think',
  'thinking',
  'thought',
  'reasoning',
  'seed:think',
].map((name) => ({ begin: `<${name}>`, end: `</${name}>`, sign: `</${name}>` }));

/** Blocks between marks of a family's own. */
const marks: readonly ReasoningSign[] = [
  { begin: '[THINK]', end: '[/THINK]', sign: '[THINK]' },
  { begin: '<|channel>thought', end: '<channel|>', sign: '<|channel>thought' },
  { begin: '<|START_THINKING|>', end: '<|END_THINKING|>', sign: '<|START_THINKING|>' },
  { begin: '<|inner_prefix|>', end: '<|inner_suffix|>', sign: '<|inner_prefix|>' },
];

/** The block in which a model with this template thinks. */
export function detectReasoning(template: string): ReasoningFormat | undefined {
  const found = [...marks, ...tags].find(({ sign }) => template.includes(sign));
  return found && { begin: found.begin, end: found.end };
}

import {
  ChatTemplateError,
  type Conversation,
  type ReasoningEffort,
  type Tokenizer,
} from '@antiphon/backend';
import type { ReasoningFormat, ReasoningMarks } from '../dialect.ts';
import { isClosedAt, isOpenAt } from './block.ts';

/** A block between tags or control tokens. */
export interface ReasoningSign extends ReasoningMarks {
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

type Template = Pick<Tokenizer, 'chatTemplate' | 'render'>;

/** The block in which a model with this template thinks. */
export function detectReasoning(template: Template): ReasoningFormat | undefined {
  const found = [...marks, ...tags].find(({ sign }) => template.chatTemplate.includes(sign));
  if (!found) return undefined;
  const { begin, end } = found;
  return { begin, end, isOpenedOnRequest: isOpenedOnRequest(template, { begin, end }) };
}

function isOpenedOnRequest(template: Template, marks: ReasoningMarks): boolean {
  const unasked = promptEnding(template, 'none');
  const isSilent = !isOpenAt(unasked, marks) && !isClosedAt(unasked, marks);
  return isSilent && isOpenAt(promptEnding(template, 'medium'), marks);
}

/** Empty where the template cannot write the plainest conversation. */
function promptEnding(template: Template, reasoningEffort: ReasoningEffort): string {
  const conversation: Conversation = {
    messages: [{ role: 'user', content: 'Hi' }],
    reasoningEffort,
  };
  try {
    return template.render(conversation).ending;
  } catch (fault) {
    if (fault instanceof ChatTemplateError) return '';
    throw fault;
  }
}

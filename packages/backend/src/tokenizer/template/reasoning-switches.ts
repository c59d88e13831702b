import type { ReasoningEffort } from '../../conversation.ts';

/** The words for efforts that templates know, weakest first; those in one place mean the same. */
const scale = [
  ['none', 'no_think'],
  ['minimal'],
  ['low'],
  ['medium'],
  ['high'],
  ['xhigh', 'max'],
] as const;

/** Tokens to think with, for templates that ask for a budget. */
const budgets: Readonly<Record<ReasoningEffort, number | undefined>> = {
  none: 0,
  minimal: 512,
  low: 1024,
  medium: 4096,
  high: 16384,
  xhigh: undefined,
  max: undefined,
};

/** The variables by which templates turn thinking off and on; `source` tells which of them it reads, and its words. */
export function reasoningSwitches(
  effort: ReasoningEffort,
  source: string,
): Record<string, unknown> {
  const isOn = effort !== 'none';
  const budget = budgets[effort];
  return {
    enable_thinking: isOn,
    thinking: isOn,
    thinking_mode: isOn ? 'enabled' : 'disabled',
    ...(budget !== undefined && { thinking_budget: budget }),
    reasoning_effort: effortWord(effort, source),
  };
}

/** The nearest effort that the template has a word for. */
function effortWord(effort: ReasoningEffort, source: string): string {
  const known = knownEfforts(source);
  const wanted = scale.findIndex((words) => words.some((word) => word === effort));
  const distance = (word: string) => {
    const place = scale.findIndex((words) => words.some((other) => other === word));
    // Of two that are equally near, the stronger.
    return Math.abs(place - wanted) - (place > wanted ? 0.1 : 0);
  };
  return known.toSorted((a, b) => distance(a) - distance(b))[0]!;
}

/** Low, medium and high, as gpt-oss was trained with, and what else the template names; or only what it allows. */
function knownEfforts(source: string): string[] {
  const allowed = /reasoning_effort not in \[([^\]]*)\]/.exec(source)?.[1];
  const named = scale
    .flat()
    .filter((word) => new RegExp(`['"]${word}['"]`).test(allowed ?? source));
  return allowed === undefined ? [...new Set(['low', 'medium', 'high', ...named])] : named;
}

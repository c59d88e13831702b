import type { CreateResponse, Verbosity } from '@antiphon/protocol';

const words: Readonly<Record<Verbosity, string | undefined>> = {
  low: 'Answer as briefly as you can.',
  medium: undefined,
  high: 'Answer at length and in detail.',
};

/** What stands in front of the conversation: the instructions, and what no template has a place for. Empty when there is nothing. */
export function systemText({
  instructions,
  text,
}: Pick<CreateResponse, 'instructions' | 'text'>): string {
  const verbosity = words[text?.verbosity ?? 'medium'];
  return [instructions, verbosity].filter((part) => part !== undefined && part !== '').join('\n\n');
}

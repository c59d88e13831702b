import type { AnswerScope, ReasoningMarks } from '../dialect.ts';
import type { Parse } from '../input.ts';

/** What blocks are set off with. */
export const NEWLINES = '\r\n';

/** Whether the prompt ends within thoughts that the template has opened. */
export function isOpenAt(promptEnding: string, { begin }: ReasoningMarks): boolean {
  return promptEnding.trimEnd().endsWith(begin.trimEnd());
}

/** Whether the prompt ends behind thoughts that the template has closed: there are to be none. */
export function isClosedAt(promptEnding: string, { end }: ReasoningMarks): boolean {
  return promptEnding.trimEnd().endsWith(end);
}

/**
 * Reads thoughts up to their end, or to that of the answer. Lines that are empty at their start, at their end and behind them
 * are left out, as chat templates do. Some models forget the end and go on to a call: where calls begin with a control token it
 * ends the thoughts too, and is given back.
 */
export function* readReasoning(
  scope: AnswerScope,
  format: ReasoningMarks,
): Parse<string | undefined> {
  const { input, sink, dialect, hasTools } = scope;
  sink.enterReasoning(input.settled);
  yield* input.skipAll(NEWLINES);
  // Models that the template put into the block may open it again.
  yield* input.take(format.begin);
  yield* input.skipAll(NEWLINES);
  input.settle();
  const triggers = hasTools ? (dialect.calls?.triggers ?? []) : [];
  const ends = [format.end, ...triggers.filter((mark) => input.mark(mark) !== mark)];
  const write = (text: string, position: number) => sink.text('reasoning', text, position);
  const mark = yield* input.copyUpTo(ends, write, NEWLINES);
  const isCall = mark !== undefined && mark !== format.end;
  sink.leaveReasoning(isCall ? input.settled : input.position);
  if (isCall) return mark;
  if (mark !== undefined) yield* input.skipAll(NEWLINES);
  input.settle();
  return undefined;
}

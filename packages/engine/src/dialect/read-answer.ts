import type { AnswerScope } from './dialect.ts';
import type { Parse } from './input.ts';
import { isOpenAt, NEWLINES, readReasoning } from './reasoning/block.ts';

const SPACE = ' \t\r\n';

/** Reads an answer of text with blocks of thoughts and calls in it, as most families write it. */
export function* readAnswer(scope: AnswerScope): Parse<void> {
  const { reasoning } = scope.dialect;
  const ending = scope.promptEnding.trimEnd();
  let mark: string | undefined;
  if (reasoning && isOpenAt(ending, reasoning)) mark = yield* readReasoning(scope, reasoning);
  else if (reasoning && ending.endsWith(reasoning.end)) yield* drop(scope, NEWLINES);
  let isStart = true;
  for (;;) {
    if (mark === undefined) {
      if (isStart) yield* readBareCalls(scope);
      mark = yield* readText(scope, isStart);
    }
    if (mark === undefined) return;
    isStart = !isCall(scope, mark);
    mark = yield* readBlock(scope, mark);
  }
}

/** Writes what was read and taken for something else, and is text after all. */
export function flushText({ input, sink }: AnswerScope): void {
  const { unsettled, settled } = input;
  if (unsettled !== '') sink.text('text', unsettled, settled);
  input.settle();
}

function isCall({ dialect }: AnswerScope, mark: string): boolean {
  return mark !== dialect.reasoning?.begin && !dialect.wrappers.includes(mark);
}

/** Reads what a mark begins; gives the mark that ended it, where that begins something else. */
function* readBlock(scope: AnswerScope, mark: string): Parse<string | undefined> {
  const { reasoning, calls } = scope.dialect;
  if (mark === reasoning?.begin) return yield* readReasoning(scope, reasoning);
  if (!isCall(scope, mark)) {
    scope.input.settle();
    yield* drop(scope, NEWLINES);
    return undefined;
  }
  yield* calls!.read(scope, mark);
  yield* afterCalls(scope);
  return undefined;
}

function* readBareCalls(scope: AnswerScope): Parse<void> {
  const { input, dialect, hasTools } = scope;
  const readBare = dialect.calls?.readBare;
  if (!readBare || !hasTools) return;
  yield* input.skipSpace();
  const next = yield* input.peek();
  if (next !== '{' && next !== '[') return flushText(scope);
  yield* readBare(scope);
  yield* afterCalls(scope);
}

/** Empty lines behind calls belong to them; anything else that they left is text. */
function* afterCalls(scope: AnswerScope): Parse<void> {
  if (scope.input.unsettled.trim() === '') yield* drop(scope, NEWLINES);
  else flushText(scope);
}

/**
 * Reads text up to the mark of a block, with the white space in front of it; `undefined` at the end of the answer. In the middle
 * of a line a mark of thoughts that is plain text is what the answer speaks of.
 */
function* readText(scope: AnswerScope, isStart: boolean): Parse<string | undefined> {
  const { input, sink, dialect } = scope;
  const marks = marksOf(scope);
  let isLineStart = isStart;
  let isEmpty = !isStart;
  const write = (text: string, position: number) => {
    sink.text('text', text, position);
    isLineStart = text.endsWith('\n');
    isEmpty = false;
  };
  for (;;) {
    const mark = yield* input.copyUpTo(marks, write, marks.length > 0 ? SPACE : '');
    if (mark === undefined) {
      // White space alone behind a call is no answer.
      if (isEmpty) input.settle();
      flushText(scope);
      return undefined;
    }
    const isMeant = mark !== dialect.reasoning?.begin || isLineStart || /\n/.test(input.unsettled);
    if (isMeant || input.mark(mark) !== mark) return mark;
    flushText(scope);
    isLineStart = false;
  }
}

function marksOf({ dialect, hasTools }: AnswerScope): readonly string[] {
  const { reasoning, calls, wrappers } = dialect;
  return [
    ...(reasoning ? [reasoning.begin] : []),
    ...wrappers,
    ...(calls && hasTools ? calls.triggers : []),
  ];
}

function* drop({ input }: AnswerScope, characters: string): Parse<void> {
  yield* input.skipAll(characters);
  input.settle();
}

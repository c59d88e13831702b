import type { AnswerScope } from './dialect.ts';
import type { Parse } from './input.ts';
import { isClosedAt, isOpenAt, NEWLINES, readReasoning } from './reasoning/block.ts';

const SPACE = ' \t\r\n';

/** Where in an answer text comes: at its start, or that of what follows thoughts; behind calls; or in a line that has begun. */
type Place = 'start' | 'behind-calls' | 'within';

/** Reads an answer of text with blocks of thoughts and calls in it, as most families write it. */
export function* readAnswer(scope: AnswerScope): Parse<void> {
  let mark = yield* readOpening(scope);
  let place: Place = 'start';
  for (;;) {
    if (mark === undefined) {
      if (place === 'start') place = yield* readBareCalls(scope);
      mark = yield* readText(scope, place);
    }
    if (mark === undefined) return;
    if (isCall(scope, mark)) {
      yield* scope.dialect.calls!.read(scope, mark);
      place = yield* afterCalls(scope);
      mark = undefined;
    } else {
      mark = yield* readBlock(scope, mark);
      place = 'start';
    }
  }
}

/** Writes what was read and taken for something else, and is text after all. */
export function flushText({ input, sink }: AnswerScope): void {
  const { unsettled, settled } = input;
  if (unsettled !== '') sink.text('text', unsettled, settled);
  input.settle();
}

/** Reads on in a block that the prompt has opened or closed; gives the mark that ended it, where that begins a call. */
function* readOpening(scope: AnswerScope): Parse<string | undefined> {
  const { reasoning } = scope.dialect;
  if (!reasoning) return undefined;
  if (isOpenAt(scope.promptEnding, reasoning)) return yield* readReasoning(scope, reasoning);
  if (isClosedAt(scope.promptEnding, reasoning)) yield* drop(scope, NEWLINES);
  return undefined;
}

function isCall({ dialect }: AnswerScope, mark: string): boolean {
  return mark !== dialect.reasoning?.begin && !dialect.wrappers.includes(mark);
}

/** Reads thoughts or the mark of a wrapper; gives the mark that ended thoughts, where that begins a call. */
function* readBlock(scope: AnswerScope, mark: string): Parse<string | undefined> {
  const { reasoning } = scope.dialect;
  if (mark === reasoning?.begin) return yield* readReasoning(scope, reasoning);
  scope.input.settle();
  yield* drop(scope, NEWLINES);
  return undefined;
}

function* readBareCalls(scope: AnswerScope): Parse<Place> {
  const { input, dialect, hasTools } = scope;
  const readBare = dialect.calls?.readBare;
  if (!readBare || !hasTools) return 'start';
  yield* input.skipSpace();
  const next = yield* input.peek();
  if (next === '{' || next === '[') {
    yield* readBare(scope);
    return yield* afterCalls(scope);
  }
  flushText(scope);
  return 'start';
}

/** Empty lines behind calls belong to them; anything else that they left is text. */
function* afterCalls(scope: AnswerScope): Parse<Place> {
  if (scope.input.unsettled.trim() === '') {
    yield* drop(scope, NEWLINES);
    return 'behind-calls';
  }
  flushText(scope);
  return 'within';
}

/**
 * Reads text up to the mark of a block, with the white space in front of it; `undefined` at the end of the answer. In the middle
 * of a line a mark of thoughts that is plain text is what the answer speaks of.
 */
function* readText(scope: AnswerScope, place: Place): Parse<string | undefined> {
  const { input, sink, dialect } = scope;
  const marks = marksOf(scope);
  let isLineStart = place !== 'within';
  let isEmpty = place === 'behind-calls';
  const write = (text: string, position: number) => {
    sink.text('text', text, position);
    isLineStart = text.endsWith('\n');
    isEmpty = false;
  };
  const held = marks.length > 0 && !scope.isSpaceUrgent ? SPACE : '';
  for (;;) {
    const mark = yield* input.copyUpTo(marks, write, held);
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

import type { ToolCallFormat } from '@antiphon/constraint';
import type { CallFormat, CallScope } from '../dialect.ts';
import type { Parse } from '../input.ts';
import { readArguments } from './json-call.ts';
import { closeCalls } from './json-calls.ts';

const BEGIN = '<｜tool▁calls▁begin｜>';
const END = '<｜tool▁calls▁end｜>';
const CALL_BEGIN = '<｜tool▁call▁begin｜>';
const CALL_END = '<｜tool▁call▁end｜>';
const SEPARATOR = '<｜tool▁sep｜>';

const common = { trigger: BEGIN, begin: BEGIN, end: END };

/** The name, a mark and the arguments, as in DeepSeek V3.1. */
export const deepseek: CallFormat = {
  name: 'DeepSeek V3.1',
  triggers: [BEGIN],
  read,
  shape: {
    ...common,
    between: '',
    before: (name) => `${CALL_BEGIN}${name}${SEPARATOR}`,
    after: CALL_END,
  } satisfies ToolCallFormat,
};

/** The kind of call, a mark, the name and a fenced block with the arguments, as in DeepSeek V3 and R1. */
export const deepseekFenced: CallFormat = {
  ...deepseek,
  name: 'DeepSeek R1',
  shape: {
    ...common,
    between: '\n',
    before: (name) => `${CALL_BEGIN}function${SEPARATOR}${name}\n\`\`\`json\n`,
    after: `\n\`\`\`${CALL_END}`,
  } satisfies ToolCallFormat,
};

/** What stands behind the mark tells the variants apart. */
function* read(scope: CallScope): Parse<void> {
  const { input } = scope;
  let isFound = false;
  for (;;) {
    yield* input.skipSpace();
    if (!(yield* input.take(CALL_BEGIN))) break;
    const first = yield* input.takeWhile(NAME);
    if (!(yield* input.take(SEPARATOR))) return;
    yield* input.skipSpace();
    const second = yield* input.takeWhile(NAME);
    yield* input.skipSpace();
    if (yield* input.take('```json')) yield* input.skipSpace();
    const name = second === '' ? first : second;
    if (name === '' || (yield* input.peek()) !== '{') return;
    isFound = true;
    if ((yield* readArguments(scope, name)) === 'broken') return;
    yield* input.skipAll(' \t\r\n`');
    if (yield* input.take(CALL_END)) input.settle();
  }
  if (isFound) yield* closeCalls(scope, END);
}

const NAME = /[\w.:/-]/;

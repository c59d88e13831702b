import type { CallFormat, CallScope } from '../dialect.ts';
import type { Parse } from '../input.ts';
import { readArguments } from './json-call.ts';
import { closeCalls } from './json-calls.ts';

const BEGIN = '<|tool_calls_section_begin|>';
const END = '<|tool_calls_section_end|>';
const CALL_BEGIN = '<|tool_call_begin|>';
const CALL_END = '<|tool_call_end|>';
const ARGUMENTS = '<|tool_call_argument_begin|>';

/** Calls under ids such as `functions.name:0`, as in Kimi K2. */
export const kimi: CallFormat = {
  name: 'Kimi',
  triggers: [BEGIN],
  read,
  shape: {
    refusal: 'each call has a number, which a grammar cannot count',
  },
};

function* read(scope: CallScope): Parse<void> {
  const { input } = scope;
  let isFound = false;
  for (;;) {
    yield* input.skipSpace();
    if (!(yield* input.take(CALL_BEGIN))) break;
    const id = yield* input.takeWhile(/[\w.:/-]/);
    const name = id.replace(/^functions\./, '').replace(/:\d+$/, '');
    if (name === '' || !(yield* input.take(ARGUMENTS))) return;
    yield* input.skipSpace();
    if ((yield* input.peek()) !== '{') return;
    isFound = true;
    if ((yield* readArguments(scope, name)) === 'broken') return;
    yield* input.skipSpace();
    if (yield* input.take(CALL_END)) input.settle();
  }
  if (isFound) yield* closeCalls(scope, END);
}

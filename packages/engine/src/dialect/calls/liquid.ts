import { keyedArguments } from '@antiphon/constraint';
import type { CallFormat, CallScope } from '../dialect.ts';
import type { Parse } from '../input.ts';
import { readJsonCalls } from './json-call.ts';
import { closeCalls } from './json-calls.ts';
import { readPythonArguments } from './python-call.ts';

const BEGIN = '<|tool_call_start|>';
const END = '<|tool_call_end|>';

/** `<|tool_call_start|>[name(key="value")]<|tool_call_end|>`, as in LFM2. */
export const liquid: CallFormat = {
  name: 'Liquid',
  triggers: [BEGIN],
  read,
  shape: {
    trigger: BEGIN,
    begin: `${BEGIN}[`,
    between: ', ',
    end: `]${END}`,
    before: (name) => `${name}(`,
    after: ')',
    arguments: keyedArguments({ open: (key) => `${key}=`, between: ', ' }),
  },
};

/** Asked to, these models write JSON between the same marks. */
function* read(scope: CallScope): Parse<void> {
  const { input } = scope;
  yield* input.skipSpace();
  yield* input.take('[');
  yield* input.skipSpace();
  const isFound =
    (yield* input.peek()) === '{'
      ? (yield* readJsonCalls(scope)) !== 'none'
      : yield* readPythonCalls(scope);
  if (isFound) yield* closeCalls(scope, END);
}

function* readPythonCalls(scope: CallScope): Parse<boolean> {
  const { input } = scope;
  for (let isFound = false; ; isFound = true) {
    yield* input.skipAll(' \t\r\n,;');
    const name = yield* input.takeWhile(/[\w.-]/);
    if (name === '' || !(yield* input.take('('))) return isFound;
    if ((yield* readPythonArguments(scope, name)) === 'broken') return true;
  }
}

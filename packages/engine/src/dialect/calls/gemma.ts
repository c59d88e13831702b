import { markedArguments } from '@antiphon/constraint';
import type { CallFormat, CallScope } from '../dialect.ts';
import type { Input, Parse } from '../input.ts';
import type { ValueEnd } from '../syntax/json-value.ts';
import { copyLiteral } from '../syntax/literal.ts';
import { copyPythonString } from '../syntax/python-string.ts';
import { closeCalls } from './json-calls.ts';

const BEGIN = '<|tool_call>';
const END = '<tool_call|>';
const QUOTE = '<|"|>';

/** `<|tool_call>call:name{key:<|"|>text<|"|>,other:1}<tool_call|>`, as in Gemma 4. */
export const gemma: CallFormat = {
  name: 'Gemma',
  triggers: [BEGIN],
  read,
  shape: {
    trigger: BEGIN,
    begin: '',
    between: '',
    end: '',
    before: (name) => `${BEGIN}call:${name}{`,
    after: `}${END}`,
    arguments: markedArguments({ open: (key) => `${key}:`, between: ',', quote: QUOTE }),
  },
};

function* read(scope: CallScope): Parse<void> {
  const { input, calls } = scope;
  yield* input.skipSpace();
  yield* input.take('call:');
  const name = yield* input.takeWhile(/[^\s{}<>]/);
  if (name === '' || (yield* input.peek()) !== '{') return;
  calls.start(name);
  const end = yield* copyLiteral(input, (text) => calls.arguments(text), { copyString });
  calls.end(end === 'whole');
  if (end === 'whole') yield* closeCalls(scope, END);
}

/** Strings stand between marks of their own; quotes are let pass too. */
function* copyString(input: Input, write: (text: string) => void): Parse<ValueEnd | undefined> {
  if (!(yield* input.take(QUOTE))) return yield* copyPythonString(input, write);
  const end = yield* input.copyUpTo([QUOTE], (text) => write(JSON.stringify(text).slice(1, -1)));
  return end === undefined ? 'broken' : 'whole';
}

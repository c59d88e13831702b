import type { CallFormat, CallScope } from '../dialect.ts';
import type { Parse } from '../input.ts';
import { readJsonString } from '../syntax/json-value.ts';
import { readArguments } from './json-call.ts';
import { closeCalls } from './json-calls.ts';

const BEGIN = '<|tools_prefix|>';
const END = '<|tools_suffix|>';

/** `<|tools_prefix|>[{"name": {…}}]<|tools_suffix|>`, as in Apertus. */
export const apertus: CallFormat = {
  name: 'Apertus',
  triggers: [BEGIN],
  read,
  shape: {
    trigger: BEGIN,
    begin: `${BEGIN}[`,
    between: ', ',
    end: `]${END}`,
    before: (name) => `{${JSON.stringify(name)}: `,
    after: '}',
  },
};

function* read(scope: CallScope): Parse<void> {
  const { input } = scope;
  yield* input.skipSpace();
  yield* input.take('[');
  let isFound = false;
  for (;;) {
    yield* input.skipAll(' \t\r\n,');
    if (!(yield* input.take('{'))) break;
    yield* input.skipSpace();
    const name = yield* readJsonString(input);
    yield* input.skipSpace();
    if (name === undefined || !(yield* input.take(':'))) return;
    yield* input.skipSpace();
    isFound = true;
    if ((yield* readArguments(scope, name)) === 'broken') return;
    yield* input.skipSpace();
    if (yield* input.take('}')) input.settle();
  }
  if (isFound) yield* closeCalls(scope, END);
}

import { type ToolCallFormat, taggedArguments } from '@antiphon/constraint';
import type { CallFormat, CallScope } from '../dialect.ts';
import type { Parse } from '../input.ts';
import { readJsonCalls } from './json-call.ts';
import { closeCalls } from './json-calls.ts';
import { readTaggedArguments } from './tagged-arguments.ts';

const shape: ToolCallFormat = {
  trigger: '<tool_call>',
  begin: '',
  between: '\n',
  end: '',
  before: (name) => `<tool_call>\n<function=${name}>\n`,
  after: '</function>\n</tool_call>',
  arguments: taggedArguments({
    open: (key) => `<parameter=${key}>\n`,
    close: '\n</parameter>\n',
  }),
};

/** `<tool_call><function=name><parameter=key>value</parameter></function></tool_call>`, as in Qwen's coders and Qwen 3.5. */
export const qwenCoder: CallFormat = {
  name: 'Qwen Coder',
  triggers: ['<tool_call>'],
  read,
  shape,
};

/** Some of these models fall back to the JSON of their family. */
function* read(scope: CallScope): Parse<void> {
  const { input } = scope;
  yield* input.skipSpace();
  if ((yield* input.peek()) === '{') {
    if ((yield* readJsonCalls(scope)) === 'none') return;
  } else if (!(yield* readFunctions(scope))) return;
  yield* closeCalls(scope, '</tool_call>');
}

function* readFunctions(scope: CallScope): Parse<boolean> {
  const { input } = scope;
  let isFound = false;
  while (yield* input.take('<function=')) {
    const name = yield* input.takeWhile(/[^\s<>]/);
    if (name === '' || !(yield* input.take('>'))) return isFound;
    isFound = true;
    if (!(yield* readTaggedArguments(scope, name, TAGS))) return true;
    if (yield* input.take('</function>')) input.settle();
    yield* input.skipSpace();
  }
  return isFound;
}

const TAGS = { open: '<parameter=', separator: '>', close: '</parameter>' };

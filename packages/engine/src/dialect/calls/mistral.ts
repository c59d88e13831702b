import { mistralCalls, type ToolCallFormat } from '@antiphon/constraint';
import type { CallFormat, CallScope } from '../dialect.ts';
import type { Parse } from '../input.ts';
import { readArguments, readJsonCalls } from './json-call.ts';

/** `[TOOL_CALLS][{"name": …, "arguments": …}]`, as in Mistral Nemo. */
export const mistral: CallFormat = {
  name: 'Mistral',
  triggers: ['[TOOL_CALLS]'],
  read,
  shape: mistralCalls,
};

const namedShape: ToolCallFormat = {
  trigger: '[TOOL_CALLS]',
  begin: '',
  between: '',
  end: '',
  before: (name) => `[TOOL_CALLS]${name}[ARGS]`,
  after: '',
};

/** `[TOOL_CALLS]name[ARGS]{…}`, as in Mistral models of 2025. */
export const namedMistral: CallFormat = { ...mistral, shape: namedShape };

/** Models of one kind were seen to write calls of the other, so both are read. */
function* read(scope: CallScope): Parse<void> {
  const { input } = scope;
  yield* input.skipSpace();
  const next = yield* input.peek();
  if (next === '[' || next === '{') yield* readJsonCalls(scope);
  else yield* readNamed(scope);
}

function* readNamed(scope: CallScope): Parse<void> {
  const { input } = scope;
  const name = yield* input.takeWhile(NAME);
  if (yield* input.take('[CALL_ID]')) yield* input.takeWhile(NAME);
  yield* input.take('[ARGS]');
  yield* input.skipSpace();
  if (name !== '' && (yield* input.peek()) === '{') yield* readArguments(scope, name);
}

const NAME = /[\w.:/-]/;

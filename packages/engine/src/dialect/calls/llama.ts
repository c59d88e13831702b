import { llamaCalls } from '@antiphon/constraint';
import type { CallFormat, CallScope } from '../dialect.ts';
import type { Parse } from '../input.ts';
import { readJsonCalls } from './json-call.ts';
import { readPythonArguments } from './python-call.ts';

/** Llama 3: `<|python_tag|>{"name": …, "parameters": …}`, or the object alone as the whole text. */
export const llama: CallFormat = {
  name: 'Llama',
  triggers: ['<|python_tag|>'],
  read,
  readBare,
  shape: llamaCalls,
};

/** Tools that the model was trained with it may call as `name.call(key="value")`. */
function* read(scope: CallScope): Parse<void> {
  const { input } = scope;
  yield* input.skipSpace();
  const next = yield* input.peek();
  if (next === '{' || next === '[') {
    yield* readJsonCalls(scope);
    return;
  }
  const name = yield* input.takeWhile(/\w/);
  if (name === '' || !(yield* input.take('.call('))) return;
  yield* readPythonArguments(scope, name);
}

function* readBare(scope: CallScope): Parse<void> {
  yield* readJsonCalls(scope, { isBare: true });
}

import type { CallFormat, CallScope } from '../dialect.ts';
import type { Parse } from '../input.ts';
import { readArguments } from './json-call.ts';
import { closeCalls } from './json-calls.ts';

/** `<function=name>{…}</function>`, as in Functionary 3.1. */
export const functionary: CallFormat = {
  name: 'Functionary',
  triggers: ['<function='],
  read,
  shape: {
    trigger: '<function=',
    begin: '',
    between: '',
    end: '',
    before: (name) => `<function=${name}>`,
    after: '</function>',
  },
};

function* read(scope: CallScope): Parse<void> {
  const { input } = scope;
  const name = yield* input.takeWhile(/[^\s<>]/);
  if (name === '' || !(yield* input.take('>'))) return;
  yield* input.skipSpace();
  if ((yield* input.peek()) !== '{') return;
  if ((yield* readArguments(scope, name)) === 'whole') yield* closeCalls(scope, '</function>');
}

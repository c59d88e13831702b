import type { CallScope } from '../dialect.ts';
import type { Input, Parse } from '../input.ts';
import type { ValueEnd } from '../syntax/json-value.ts';
import { copyLiteral } from '../syntax/literal.ts';
import { copyPythonString } from '../syntax/python-string.ts';

/** Reads the arguments of a call of Python, `key=value` each, behind the opening bracket; it is told as JSON. */
export function* readPythonArguments(scope: CallScope, name: string): Parse<ValueEnd> {
  const { input, calls } = scope;
  calls.start(name);
  const end = yield* copyKeywords(input, (text) => calls.arguments(text));
  calls.end(end === 'whole');
  return end;
}

function* copyKeywords(input: Input, write: (text: string) => void): Parse<ValueEnd> {
  for (let lead = '{'; ; lead = ', ') {
    yield* input.skipSpace();
    if (yield* input.take(')')) {
      write(lead === '{' ? '{}' : '}');
      return 'whole';
    }
    const key = yield* input.takeWhile(/[\w.-]/);
    yield* input.skipSpace();
    if (key === '' || !(yield* input.take('='))) return 'broken';
    write(`${lead}${JSON.stringify(key)}: `);
    yield* input.skipSpace();
    const end = yield* copyLiteral(input, write, { copyString: copyPythonString });
    if (end === 'broken') return end;
    yield* input.skipSpace();
    if (!(yield* input.take(',')) && (yield* input.peek()) !== ')') return 'broken';
  }
}

import type { Input, Parse } from '../input.ts';
import { JsonScanner } from './json-scanner.ts';
import { JsonStringDecoder } from './json-string.ts';

/** How reading a value ended: it is whole, or the answer or its syntax broke off within. */
export type ValueEnd = 'whole' | 'broken';

/** Reads a JSON value and passes it on as it is written, as it comes. */
export function* copyJson(input: Input, write: (text: string) => void): Parse<ValueEnd> {
  const scanner = new JsonScanner();
  for (;;) {
    const { rest } = input;
    const length = scanner.scan(rest);
    input.skip(length);
    if (length > 0) write(rest.slice(0, length));
    if (scanner.isDone) return 'whole';
    if (scanner.isBroken) return 'broken';
    if (!(yield* input.more())) return scanner.mayEnd ? 'whole' : 'broken';
  }
}

/** Reads a JSON string and passes on what it stands for. */
export function* copyJsonString(input: Input, write: (text: string) => void): Parse<ValueEnd> {
  const decoder = new JsonStringDecoder();
  for (;;) {
    const { rest } = input;
    const { length, text } = decoder.decode(rest);
    input.skip(length);
    if (text !== '') write(text);
    if (decoder.isDone) return 'whole';
    if (decoder.isBroken || !(yield* input.more())) return 'broken';
  }
}

/** Reads a JSON string; `undefined` where none comes or it breaks off. */
export function* readJsonString(input: Input): Parse<string | undefined> {
  if ((yield* input.peek()) !== '"') return undefined;
  let value = '';
  const end = yield* copyJsonString(input, (text) => {
    value += text;
  });
  return end === 'whole' ? value : undefined;
}

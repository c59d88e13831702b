import type { Input, Parse } from '../input.ts';
import type { ValueEnd } from './json-value.ts';

/** Passes on the inside of a JSON string for the Python string that comes next; `undefined` when none comes. */
export function* copyPythonString(
  input: Input,
  write: (text: string) => void,
): Parse<ValueEnd | undefined> {
  const quote = yield* input.peek();
  if (quote !== '"' && quote !== "'") return undefined;
  input.skip(1);
  for (;;) {
    const end = yield* input.copyUpTo([quote, '\\'], (text) => write(inside(text)));
    if (end === undefined) return 'broken';
    if (end === '\\') write(inside(yield* readEscape(input)));
    else if (yield* isLast(input)) return 'whole';
    else write(inside(quote));
  }
}

/**
 * Templates put texts between quotes without escaping those within: a quote ends the string only where something follows that
 * may stand behind one.
 */
function* isLast(input: Input): Parse<boolean> {
  const next = yield* input.peek();
  return next === '' || ' \t\r\n,:)]}'.includes(next);
}

function* readEscape(input: Input): Parse<string> {
  const letter = yield* input.peek();
  input.skip(letter.length);
  const digits = DIGITS.get(letter);
  if (digits === undefined) return SIMPLE.get(letter) ?? `\\${letter}`;
  let code = '';
  while (code.length < digits && /[\da-fA-F]/.test(yield* input.peek())) {
    code += yield* input.peek();
    input.skip(1);
  }
  const point = Number.parseInt(code, 16);
  const isWhole = code.length === digits && point <= 0x10ffff;
  return isWhole ? String.fromCodePoint(point).toWellFormed() : `\\${letter}${code}`;
}

const DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['\n', ''],
]);

/** A text as it stands within a JSON string. */
function inside(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

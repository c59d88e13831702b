import type { CallWriter } from '../call-writer.ts';
import type { CallScope } from '../dialect.ts';
import type { Input, Parse } from '../input.ts';
import { type ParameterTypes, parameterTypes } from '../syntax/parameter-types.ts';
import { isText, plainToJson } from '../syntax/plain-value.ts';

/** How a format writes one argument between tags. */
export interface ArgumentTags {
  /** In front of the argument's name. */
  readonly open: string;
  /** Behind the argument's name. */
  readonly separator: string;
  /** In front of the value, where attributes or white space may come between. */
  readonly value?: string;
  readonly close: string;
}

/**
 * Writes a call whose arguments come next, each between tags, its value as plain text. The schema tells what is a number, a list
 * and so on; texts are passed on as they come. Tells whether all of it could be read.
 */
export function* readTaggedArguments(
  { input, calls }: CallScope,
  name: string,
  tags: ArgumentTags,
): Parse<boolean> {
  const parameters = calls.tool(name)?.parameters;
  calls.start(name);
  let lead = '{';
  for (; ; lead = ', ') {
    yield* input.skipSpace();
    if (!(yield* input.take(tags.open))) break;
    const key = (yield* input.upTo(tags.separator))?.trim();
    if (key === undefined) break;
    const attributes = tags.value === undefined ? '' : yield* input.upTo(tags.value);
    if (attributes === undefined) break;
    calls.arguments(`${lead}${JSON.stringify(key)}: `);
    const types = namedTypes(attributes) ?? parameterTypes(parameters, key);
    if (yield* readValue(input, calls, { types, close: tags.close })) continue;
    calls.end(false);
    return false;
  }
  calls.arguments(lead === '{' ? '{}' : '}');
  calls.end(true);
  return true;
}

/** What an attribute such as `string="true"` tells of the value, whatever the schema says. */
function namedTypes(attributes: string): ParameterTypes | undefined {
  const isString = /string="(true|false)"/.exec(attributes)?.[1];
  if (isString === undefined) return undefined;
  return isString === 'true' ? new Set(['string']) : NO_TEXT;
}

const NO_TEXT: ParameterTypes = new Set(['null', 'boolean', 'number', 'array', 'object']);

interface ValueOptions {
  readonly types: ParameterTypes | undefined;
  readonly close: string;
}

/** Reads a value and what closes it; a line break on each side is part of the tags. */
function* readValue(
  input: Input,
  calls: CallWriter,
  { types, close }: ValueOptions,
): Parse<boolean> {
  yield* input.take('\n');
  if (isText(types)) return yield* copyText(input, calls, close);
  const value = yield* input.upTo(close);
  if (value === undefined) return false;
  calls.arguments(plainToJson(value.endsWith('\n') ? value.slice(0, -1) : value, types));
  return true;
}

function* copyText(input: Input, calls: CallWriter, close: string): Parse<boolean> {
  calls.arguments('"');
  const write = (text: string) => calls.arguments(JSON.stringify(text).slice(1, -1));
  const mark = yield* input.copyUpTo([close], write, '\n');
  const lines = input.unsettled.length - (mark === undefined ? 0 : input.mark(close).length);
  if (mark === undefined) {
    write('\n'.repeat(lines));
    return false;
  }
  write('\n'.repeat(Math.max(0, lines - 1)));
  calls.arguments('"');
  return true;
}

import type { ScriptedItem } from './script.ts';
import { type Pace, RULE_ROLES, type Rule, type ScriptFile } from './script-file.ts';

/** Something in the file is wrong; the message names its place, what is there and what is allowed. */
export class ScriptFileError extends Error {
  override readonly name = 'ScriptFileError';
}

type Fields = Readonly<Record<string, unknown>>;

/** Throws `ScriptFileError`. */
export function readScriptFile(text: string): ScriptFile {
  const file = fieldsOf(parse(text), 'the file', ['context_length', 'pace', 'rules']);
  const { context_length: contextLength, pace, rules } = file;
  return {
    ...(contextLength !== undefined && { context_length: readLength(contextLength) }),
    ...(pace !== undefined && { pace: readPace(pace, 'pace') }),
    rules: listOf(rules, 'rules').map((rule, index) => readRule(rule, `rules[${index}]`)),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (fault) {
    throw new ScriptFileError(`it is not JSON: ${fault instanceof Error ? fault.message : fault}`);
  }
}

function readLength(value: unknown): number {
  if (Number.isInteger(value) && Number(value) > 0) return Number(value);
  throw wrong('context_length', 'a positive integer', value);
}

function readRule(value: unknown, place: string): Rule {
  const { role, when, after, pace, output } = fieldsOf(value, place, [
    'role',
    'when',
    'after',
    'pace',
    'output',
  ]);
  return {
    ...(role !== undefined && { role: oneOf(RULE_ROLES, role, `${place}.role`) }),
    ...(when !== undefined && { when: readPattern(when, `${place}.when`) }),
    ...(after !== undefined && { after: readPattern(after, `${place}.after`) }),
    ...(pace !== undefined && { pace: readPace(pace, `${place}.pace`) }),
    output: readOutput(output, `${place}.output`),
  };
}

function readOutput(value: unknown, place: string): ScriptedItem[] {
  const items = listOf(value, place).map((item, index) => readItem(item, `${place}[${index}]`));
  const failure = items.findIndex((item) => item.type === 'failure');
  if (failure === -1 || failure === items.length - 1) return items;
  throw new ScriptFileError(
    `${place}[${failure}] must be the last item: nothing follows a failure`,
  );
}

const ITEM_FIELDS = {
  text: ['text'],
  reasoning: ['text'],
  function_call: ['name', 'arguments'],
  failure: ['message'],
} as const;

const ITEM_TYPES = ['text', 'reasoning', 'function_call', 'failure'] as const;

function readItem(value: unknown, place: string): ScriptedItem {
  const type = oneOf(ITEM_TYPES, anyFieldsOf(value, place).type, `${place}.type`);
  const item = fieldsOf(value, place, ['type', ...ITEM_FIELDS[type]]);
  switch (type) {
    case 'text':
    case 'reasoning':
      return { type, text: textOf(item.text, `${place}.text`) };
    case 'function_call':
      return {
        type,
        name: textOf(item.name, `${place}.name`),
        arguments: readArguments(item.arguments, `${place}.arguments`),
      };
    case 'failure':
      return { type, message: textOf(item.message, `${place}.message`) };
  }
}

function readArguments(value: unknown, place: string): Fields | string {
  if (typeof value === 'string' || isFields(value)) return value;
  throw wrong(place, 'an object or a string', value);
}

function readPace(value: unknown, place: string): Pace {
  const pace = fieldsOf(value, place, ['ms_per_token', 'tokens_per_second']);
  const { ms_per_token: milliseconds, tokens_per_second: rate } = pace;
  if (milliseconds !== undefined && rate !== undefined) {
    throw new ScriptFileError(`${place} must have ms_per_token or tokens_per_second, not both`);
  }
  if (rate === undefined) {
    return { ms_per_token: positive(milliseconds, `${place}.ms_per_token`) };
  }
  return { tokens_per_second: positive(rate, `${place}.tokens_per_second`) };
}

function positive(value: unknown, place: string): number {
  if (typeof value === 'number' && value > 0) return value;
  throw wrong(place, 'a number above 0', value);
}

function readPattern(value: unknown, place: string): RegExp {
  const source = textOf(value, place);
  try {
    return new RegExp(source, 'isu');
  } catch (fault) {
    throw new ScriptFileError(`${place}: ${fault instanceof Error ? fault.message : fault}`);
  }
}

function listOf(value: unknown, place: string): readonly unknown[] {
  if (Array.isArray(value) && value.length > 0) return value;
  throw wrong(place, 'a list with something in it', value);
}

function textOf(value: unknown, place: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw wrong(place, 'a text', value);
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown, place: string): T {
  const found = allowed.find((each) => each === value);
  if (found !== undefined) return found;
  throw wrong(place, `one of ${allowed.join(', ')}`, value);
}

function fieldsOf(value: unknown, place: string, known: readonly string[]): Fields {
  const fields = anyFieldsOf(value, place);
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown === undefined) return fields;
  throw new ScriptFileError(`${place} has no field ${unknown}; it has ${known.join(', ')}`);
}

function anyFieldsOf(value: unknown, place: string): Fields {
  if (isFields(value)) return value;
  throw wrong(place, 'an object', value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(place: string, allowed: string, value: unknown): ScriptFileError {
  const got = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);
  return new ScriptFileError(`${place} must be ${allowed}, got ${got}`);
}

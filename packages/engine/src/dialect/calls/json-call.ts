import type { CallWriter } from '../call-writer.ts';
import type { CallScope } from '../dialect.ts';
import type { Input, Parse } from '../input.ts';
import { copyJson, copyJsonString, readJsonString, type ValueEnd } from '../syntax/json-value.ts';

export interface JsonCallOptions {
  /** Nothing but a name with arguments makes a call of a document that stands without a mark. */
  readonly isBare?: boolean;
}

const NAMES = ['name', 'function', 'tool_name'];
const ARGUMENTS = ['arguments', 'parameters'];
/** What may stand between two calls. */
const BETWEEN = ' \t\r\n,;';
/** Members that calls may have beside those. */
const OTHERS = ['id', 'type', 'tool_call_id'];

/** Whether there was no call, a whole one, or one that broke off. */
export type CallEnd = 'none' | ValueEnd;

/** Reads `{"name": …, "arguments": {…}}` in any of its variants. */
export function* readJsonCall(scope: CallScope, options: JsonCallOptions = {}): Parse<CallEnd> {
  const call = new JsonCall(scope, options.isBare ?? false);
  const isWhole = yield* readMembers(scope.input, call);
  return call.finish(isWhole);
}

/** Reads calls one behind the other, in a list or without one; stops at what is not a call. Tells how the last one ended. */
export function* readJsonCalls(scope: CallScope, options: JsonCallOptions = {}): Parse<CallEnd> {
  const { input } = scope;
  yield* input.skipSpace();
  const isList = yield* input.take('[');
  for (let last: CallEnd = 'none'; ; ) {
    yield* input.skipAll(BETWEEN);
    if (isList && last === 'whole' && (yield* input.take(']'))) input.settle();
    if ((yield* input.peek()) !== '{') return last;
    const next = yield* readJsonCall(scope, options);
    if (next !== 'whole') return next === 'none' ? last : next;
    last = next;
  }
}

/** Reads an object's members into a call. */
function* readMembers(input: Input, call: JsonCall): Parse<boolean> {
  if (!(yield* input.take('{'))) return false;
  for (;;) {
    yield* input.skipSpace();
    if (yield* input.take('}')) return true;
    const key = yield* readJsonString(input);
    if (key === undefined) return false;
    yield* input.skipSpace();
    if (!(yield* input.take(':'))) return false;
    yield* input.skipSpace();
    if (!(yield* readMember(input, call, key))) return false;
    yield* input.skipSpace();
    if (yield* input.take(',')) continue;
    return yield* input.take('}');
  }
}

function* readMember(input: Input, call: JsonCall, key: string): Parse<boolean> {
  const next = yield* input.peek();
  if (key === 'function' && next === '{' && call.nest()) return yield* readMembers(input, call);
  if (NAMES.includes(key)) return call.setName(yield* readJsonString(input));
  if (ARGUMENTS.includes(key) && !call.hasArguments) {
    if (!call.beginArguments(next)) return false;
    return call.endArguments(yield* copyArguments(input, (text) => call.arguments(text)));
  }
  if (!call.allows(key)) return false;
  return (yield* copyJson(input, () => {})) === 'whole';
}

/** Writes a call whose arguments come next. */
export function* readArguments({ input, calls }: CallScope, name: string): Parse<ValueEnd> {
  calls.start(name);
  const end = yield* copyArguments(input, (text) => calls.arguments(text));
  calls.end(end === 'whole');
  return end;
}

/** Passes the arguments on as they are written; what stands in a string is taken out of it, and nothing becomes `{}`. */
function* copyArguments(input: Input, write: (text: string) => void): Parse<ValueEnd> {
  const next = yield* input.peek();
  if (next === 'n' && (yield* input.take('null'))) {
    write('{}');
    return 'whole';
  }
  if (next !== '"') return yield* copyJson(input, write);
  let isEmpty = true;
  const end = yield* copyJsonString(input, (text) => {
    isEmpty = false;
    write(text);
  });
  if (isEmpty) write('{}');
  return end;
}

/** What is known of a call so far. It is told as soon as its name is; arguments that come before that wait. */
class JsonCall {
  readonly #calls: CallWriter;
  readonly #isBare: boolean;
  #name: string | undefined;
  #isStarted = false;
  #isNested = false;
  #waiting = '';
  #end: ValueEnd | undefined;

  constructor({ calls }: CallScope, isBare: boolean) {
    this.#calls = calls;
    this.#isBare = isBare;
  }

  get hasArguments(): boolean {
    return this.#end !== undefined;
  }

  /** The members of a call may stand within another, once. */
  nest(): boolean {
    const isFirst = !this.#isNested;
    this.#isNested = true;
    return isFirst;
  }

  setName(name: string | undefined): boolean {
    if (name === undefined || name === '' || this.#name !== undefined) return false;
    if (this.#isBare && !this.#calls.mayBeBare(name)) return false;
    this.#name = name;
    if (!this.#isBare || this.#end === 'whole') this.#start();
    if (this.#end === 'whole') this.#calls.end(true);
    return true;
  }

  allows(key: string): boolean {
    return this.#isStarted || !this.#isBare || OTHERS.includes(key);
  }

  /** `next` is what the value begins with. */
  beginArguments(next: string): boolean {
    if (this.#isBare && next !== '{' && next !== '"') return false;
    if (this.#name !== undefined && !this.#isStarted) this.#start();
    return true;
  }

  arguments(text: string): void {
    if (this.#isStarted) this.#calls.arguments(text);
    else this.#waiting += text;
  }

  endArguments(end: ValueEnd): boolean {
    this.#end = end;
    if (this.#isStarted) this.#calls.end(end === 'whole');
    return end === 'whole';
  }

  finish(isWhole: boolean): CallEnd {
    if (!this.#isStarted) return 'none';
    if (!this.hasArguments) this.#endWithout(isWhole);
    if (!isWhole) return 'broken';
    this.#calls.settle();
    return 'whole';
  }

  /** The name stood alone: that is a call too, if nothing else was to come. */
  #endWithout(isWhole: boolean): void {
    if (isWhole) this.#calls.arguments('{}');
    this.#calls.end(isWhole);
  }

  #start(): void {
    this.#calls.start(this.#name!);
    this.#isStarted = true;
    this.#calls.arguments(this.#waiting);
  }
}

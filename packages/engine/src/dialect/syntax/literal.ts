import type { Input, Parse } from '../input.ts';
import type { ValueEnd } from './json-value.ts';

/** How a language other than JSON writes strings. */
export interface LiteralSyntax {
  /** Passes on the inside of a JSON string for the string that comes next; `undefined` when none comes. */
  copyString(input: Input, write: (text: string) => void): Parse<ValueEnd | undefined>;
}

/** Deeper than that no arguments go. */
const DEEPEST = 64;

/** Reads a value and passes on its JSON text as it comes. */
export function* copyLiteral(
  input: Input,
  write: (text: string) => void,
  syntax: LiteralSyntax,
  depth = DEEPEST,
): Parse<ValueEnd> {
  if (depth === 0) return 'broken';
  const reader = new LiteralReader(input, write, syntax, depth);
  const string = yield* reader.string();
  if (string !== undefined) return string;
  if (yield* input.take('{')) return yield* reader.object();
  if (yield* input.take('[')) return yield* reader.list(']');
  if (yield* input.take('(')) return yield* reader.list(')');
  return yield* reader.word();
}

class LiteralReader {
  readonly #input: Input;
  readonly #write: (text: string) => void;
  readonly #syntax: LiteralSyntax;
  readonly #depth: number;

  constructor(input: Input, write: (text: string) => void, syntax: LiteralSyntax, depth: number) {
    this.#input = input;
    this.#write = write;
    this.#syntax = syntax;
    this.#depth = depth;
  }

  *string(): Parse<ValueEnd | undefined> {
    let isOpen = false;
    const end = yield* this.#syntax.copyString(this.#input, (text) => {
      this.#write(isOpen ? text : `"${text}`);
      isOpen = true;
    });
    if (end === 'whole') this.#write(isOpen ? '"' : '""');
    return end;
  }

  /** The rest of an object behind its brace. */
  *object(): Parse<ValueEnd> {
    for (let lead = '{'; ; lead = ', ') {
      yield* this.#input.skipSpace();
      if (yield* this.#input.take('}')) {
        this.#write(lead === '{' ? '{}' : '}');
        return 'whole';
      }
      this.#write(lead);
      if (!(yield* this.#key())) return 'broken';
      if ((yield* this.#value()) === 'broken') return 'broken';
      if (!(yield* this.#next('}'))) return 'broken';
    }
  }

  /** The rest of a list behind its bracket. */
  *list(close: string): Parse<ValueEnd> {
    for (let lead = '['; ; lead = ', ') {
      yield* this.#input.skipSpace();
      if (yield* this.#input.take(close)) {
        this.#write(lead === '[' ? '[]' : ']');
        return 'whole';
      }
      this.#write(lead);
      if ((yield* this.#value()) === 'broken') return 'broken';
      if (!(yield* this.#next(close))) return 'broken';
    }
  }

  /** A number, a name of a constant, or a string that lacks its quotes. */
  *word(): Parse<ValueEnd> {
    const word = yield* this.#input.takeWhile(/[^\s,:{}[\]()<>"'=]/);
    if (word === '') return 'broken';
    this.#write(wordToJson(word));
    return 'whole';
  }

  *#key(): Parse<boolean> {
    const string = yield* this.string();
    if (string === 'broken') return false;
    if (string === undefined) {
      const key = yield* this.#input.takeWhile(/[^\s:,{}[\]]/);
      if (key === '') return false;
      this.#write(JSON.stringify(key));
    }
    yield* this.#input.skipSpace();
    if (!(yield* this.#input.take(':'))) return false;
    this.#write(': ');
    return true;
  }

  *#value(): Parse<ValueEnd> {
    yield* this.#input.skipSpace();
    return yield* copyLiteral(this.#input, this.#write, this.#syntax, this.#depth - 1);
  }

  /** Reads a comma, or looks whether the end comes. */
  *#next(close: string): Parse<boolean> {
    yield* this.#input.skipSpace();
    if (yield* this.#input.take(',')) return true;
    return (yield* this.#input.peek()) === close;
  }
}

const CONSTANTS: ReadonlyMap<string, string> = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null'],
]);

function wordToJson(word: string): string {
  const json = CONSTANTS.get(word) ?? word;
  try {
    JSON.parse(json);
    return json;
  } catch {
    return JSON.stringify(word);
  }
}

/** A number as it was written, so that no digit is lost. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Members in the order of the text; of a name that stands twice, the last value at the first place. */
export type JsonObject = ReadonlyMap<string, Json>;
export type Json = null | boolean | string | JsonNumber | readonly Json[] | JsonObject;

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return value instanceof Map;
}

export function isJsonArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Where and why a text is not JSON. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
}

const MAX_DEPTH = 500;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/sy;

/** Parses JSON and keeps what `JSON.parse` loses: the order of members and the text of numbers. */
export function parseJson(text: string): Json {
  const reader = new JsonReader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

/** The same model out of plain JavaScript values or of itself; throws for what JSON cannot say. */
export function jsonFromValue(value: unknown, depth = 0): Json {
  if (depth > MAX_DEPTH) throw new JsonSyntaxError(`JSON nests deeper than ${MAX_DEPTH} levels`);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  // What `parseJson` has made stays as it is.
  if (value instanceof JsonNumber || value instanceof Map) return value;
  if (typeof value === 'number' && Number.isFinite(value)) {
    return new JsonNumber(JSON.stringify(value));
  }
  if (Array.isArray(value)) return value.map((item) => jsonFromValue(item, depth + 1));
  if (value instanceof JsonNumber) return value;
  if (typeof value === 'object') {
    const entries: Iterable<[unknown, unknown]> =
      value instanceof Map ? value : Object.entries(value);
    const members = new Map<string, Json>();
    for (const [name, member] of entries) {
      if (member !== undefined) members.set(String(name), jsonFromValue(member, depth + 1));
    }
    return members;
  }
  throw new JsonSyntaxError(`a value of type ${typeof value} is not JSON`);
}

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new JsonSyntaxError(`JSON nests deeper than ${MAX_DEPTH} levels`);
    this.#take(SPACE);
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  end(): void {
    this.#take(SPACE);
    if (this.#at < this.#text.length) this.#fail('expected the end of the text');
  }

  #object(depth: number): JsonObject {
    const members = new Map<string, Json>();
    this.#at++;
    if (this.#skips('}')) return members;
    do {
      this.#take(SPACE);
      if (this.#text[this.#at] !== '"') this.#fail('expected a member name');
      const name = this.#string();
      if (!this.#skips(':')) this.#fail('expected a colon');
      members.set(name, this.value(depth + 1));
    } while (this.#skips(','));
    if (!this.#skips('}')) this.#fail('expected a comma or a closing brace');
    return members;
  }

  #array(depth: number): readonly Json[] {
    const items: Json[] = [];
    this.#at++;
    if (this.#skips(']')) return items;
    do {
      items.push(this.value(depth + 1));
    } while (this.#skips(','));
    if (!this.#skips(']')) this.#fail('expected a comma or a closing bracket');
    return items;
  }

  #string(): string {
    const literal = this.#take(STRING);
    if (literal === '') this.#fail('a string without its end');
    try {
      const value: unknown = JSON.parse(literal);
      if (typeof value === 'string') return value;
    } catch {
      // Reported below, with the position in the whole text.
    }
    return this.#fail('not a valid string');
  }

  #number(): JsonNumber {
    const text = this.#take(NUMBER);
    if (text === '') this.#fail('expected a value');
    return new JsonNumber(text);
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) this.#fail('expected a value');
    this.#at += word.length;
    return value;
  }

  #skips(mark: string): boolean {
    this.#take(SPACE);
    if (this.#text[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += text.length;
    return text;
  }

  #fail(message: string): never {
    throw new JsonSyntaxError(`${message} at character ${this.#at}`);
  }
}

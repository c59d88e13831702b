import { type ControlTokens, isControlAt } from './control-tokens.ts';

/**
 * A parser that waits where the text ends for now: it yields until there is more. What it decides must follow from the text
 * alone, never from where a piece of it happened to end, so that it is the same for every way to cut the text.
 */
export type Parse<Result> = Generator<void, Result, void>;

/** The text of an answer as it grows. Marks that are asked for may name control tokens. */
export class Input {
  readonly #control: ControlTokens;
  /** The text from `settled` on. */
  #text = '';
  #settled = 0;
  #read = 0;
  #isEnded = false;

  constructor(control: ControlTokens) {
    this.#control = control;
  }

  append(text: string): void {
    this.#text += text;
  }

  end(): void {
    this.#isEnded = true;
  }

  /** Characters up to here are accounted for: written as what they are, or dropped on purpose. */
  get settled(): number {
    return this.#settled;
  }

  get position(): number {
    return this.#settled + this.#read;
  }

  /** What there is to read now. */
  get rest(): string {
    return this.#text.slice(this.#read);
  }

  /** What was read since `settled`. */
  get unsettled(): string {
    return this.#text.slice(0, this.#read);
  }

  settle(): void {
    this.#settled += this.#read;
    this.#text = this.#text.slice(this.#read);
    this.#read = 0;
  }

  skip(length: number): void {
    this.#read += length;
  }

  mark(text: string): string {
    return this.#control.mark(text);
  }

  /** Waits for more text; false when there will be none. */
  *more(): Parse<boolean> {
    const { length } = this.#text;
    while (this.#text.length === length && !this.#isEnded) yield;
    return this.#text.length > length;
  }

  /** The next character, which stays unread; '' at the end. */
  *peek(): Parse<string> {
    if (this.#read === this.#text.length) yield* this.more();
    return this.#text[this.#read] ?? '';
  }

  /** Reads the mark if it comes next. */
  *take(text: string): Parse<boolean> {
    if (!(yield* this.comes(text))) return false;
    this.#read += this.mark(text).length;
    return true;
  }

  /** Whether the mark comes next, which stays unread. */
  *comes(text: string): Parse<boolean> {
    const mark = this.mark(text);
    while (!this.#text.startsWith(mark, this.#read)) {
      if (!mark.startsWith(this.rest) || !(yield* this.more())) return false;
    }
    return true;
  }

  /** Reads all characters of a kind that come next. */
  *skipAll(characters: string): Parse<void> {
    for (let next = yield* this.peek(); next !== '' && characters.includes(next); ) {
      this.#read++;
      next = yield* this.peek();
    }
  }

  *skipSpace(): Parse<void> {
    yield* this.skipAll(' \t\r\n');
  }

  /** Reads up to one of the marks, and it too; `undefined`, and nothing is read, when none comes in the answer. */
  *upTo(...texts: readonly string[]): Parse<string | undefined> {
    const marks = texts.map((text) => this.mark(text));
    for (let from = 0; ; ) {
      const { rest } = this;
      const found = firstOf(marks, rest, from);
      if (found) {
        this.#read += found.start + found.mark.length;
        return rest.slice(0, found.start);
      }
      from = rest.length - openEnd(marks, rest);
      if (!(yield* this.more())) return undefined;
    }
  }

  /** Reads characters as long as the pattern, which matches single ones, has them; a control token ends it. */
  *takeWhile(pattern: RegExp): Parse<string> {
    let word = '';
    for (let next = yield* this.peek(); next !== '' && pattern.test(next); ) {
      if (isControlAt(this.#text, this.#read)) break;
      word += next;
      this.#read++;
      next = yield* this.peek();
    }
    return word;
  }

  /**
   * Passes on what comes, as it comes, up to one of the marks, which is read too; gives the mark, or `undefined` at the end.
   * What was passed on is settled. Characters of `trailing` right in front of the mark or the end are read and not passed on.
   */
  *copyUpTo(
    texts: readonly string[],
    write: (text: string, position: number) => void,
    trailing = '',
  ): Parse<string | undefined> {
    const marks = texts.map((text) => this.mark(text));
    for (;;) {
      const { rest } = this;
      const found = firstOf(marks, rest);
      const end = found ? found.start : rest.length - openEnd(marks, rest);
      this.#copy(lengthWithout(trailing, rest, end), write);
      if (found) {
        this.#read += end - (rest.length - this.rest.length) + found.mark.length;
        return texts[marks.indexOf(found.mark)]!;
      }
      if (!(yield* this.more())) break;
    }
    const left = this.rest;
    this.#copy(lengthWithout(trailing, left, left.length), write);
    this.#read += this.rest.length;
    return undefined;
  }

  #copy(length: number, write: (text: string, position: number) => void): void {
    if (length === 0) return;
    write(this.#text.slice(this.#read, this.#read + length), this.position);
    this.#read += length;
    this.settle();
  }
}

/** More than that is not set off with: a model that writes nothing but white space must not make every token dearer. */
const MOST_TRAILING = 64;

/** The length of a text's first `end` characters without those at their end that are `trailing`. */
function lengthWithout(trailing: string, text: string, end: number): number {
  const least = Math.max(0, end - MOST_TRAILING);
  let length = end;
  while (length > least && trailing.includes(text[length - 1]!)) length--;
  return length;
}

export interface FoundMark {
  readonly mark: string;
  readonly start: number;
}

/** The mark that begins first in a text; where two begin together the one that is named first. */
export function firstOf(marks: readonly string[], text: string, from = 0): FoundMark | undefined {
  let first: FoundMark | undefined;
  for (const mark of marks) {
    const start = text.indexOf(mark, from);
    if (start >= 0 && (!first || start < first.start)) first = { mark, start };
  }
  return first;
}

/** How many characters at the end of a text may be the beginning of a mark. */
export function openEnd(marks: readonly string[], text: string): number {
  let longest = 0;
  for (const mark of marks) {
    for (let length = Math.min(mark.length - 1, text.length); length > longest; length--) {
      if (text.endsWith(mark.slice(0, length))) longest = length;
    }
  }
  return longest;
}

import { tooComplexError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { LarkFault } from './fault.ts';
import type { LarkToken, LarkTokenKind } from './lex.ts';

/** The tokens of a grammar under a reading head. Inside parentheses line ends do not count. */
export class TokenStream {
  readonly #tokens: readonly LarkToken[];
  readonly #limits: Limits;
  #index = 0;
  #groups = 0;
  #depth = 0;

  constructor(tokens: readonly LarkToken[], limits: Limits) {
    this.#tokens = tokens;
    this.#limits = limits;
  }

  peek(ahead = 0): LarkToken {
    if (this.#groups > 0) this.skipNewlines();
    return this.#tokens[Math.min(this.#index + ahead, this.#tokens.length - 1)]!;
  }

  next(): LarkToken {
    const token = this.peek();
    this.#index++;
    return token;
  }

  isMark(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'mark' && token.text === text;
  }

  takeMark(text: string): boolean {
    const found = this.isMark(text);
    if (found) this.#index++;
    return found;
  }

  take(kind: LarkTokenKind): LarkToken | undefined {
    return this.peek().kind === kind ? this.next() : undefined;
  }

  expectMark(text: string, place: string): void {
    if (!this.takeMark(text)) throw this.unexpected(`"${text}" ${place}`);
  }

  expect(kind: LarkTokenKind, what: string): LarkToken {
    const token = this.take(kind);
    if (!token) throw this.unexpected(what);
    return token;
  }

  unexpected(expected: string): LarkFault {
    const { kind, text, position } = this.peek();
    const found =
      kind === 'end' ? 'the end' : kind === 'newline' ? 'the end of the line' : `"${text}"`;
    return new LarkFault(position, text.trim(), `expected ${expected}, found ${found}`);
  }

  skipNewlines(): void {
    while (this.#tokens[this.#index]!.kind === 'newline') this.#index++;
  }

  /** Reads an alternative that stands on a line of its own. */
  takeBar(): boolean {
    const start = this.#index;
    this.skipNewlines();
    if (this.takeMark('|')) return true;
    this.#index = start;
    return false;
  }

  /** Reads what stands between brackets, where line ends do not count. */
  group<Result>(read: () => Result): Result {
    this.#groups++;
    try {
      return this.nested(read);
    } finally {
      this.#groups--;
    }
  }

  /** Reads a grammar inside braces, where line ends count again. */
  grammar<Result>(read: () => Result): Result {
    const groups = this.#groups;
    this.#groups = 0;
    try {
      return this.nested(read);
    } finally {
      this.#groups = groups;
    }
  }

  nested<Result>(read: () => Result): Result {
    const { sourceDepth } = this.#limits;
    if (++this.#depth > sourceDepth) throw tooComplexError('sourceDepth', sourceDepth);
    try {
      return read();
    } finally {
      this.#depth--;
    }
  }

  /** Goes on at the next definition or directive, after a fault. */
  recover(): void {
    this.#groups = 0;
    while (this.peek().kind !== 'end') {
      if (this.next().kind === 'newline' && this.#atDefinition()) return;
    }
  }

  #atDefinition(): boolean {
    if (this.peek().kind === 'directive') return true;
    let ahead = 0;
    while (this.isMark('?', ahead) || this.isMark('!', ahead)) ahead++;
    if (this.peek(ahead).kind !== 'name') return false;
    return [':', '[', '.', '{', '::'].some((mark) => this.isMark(mark, ahead + 1));
  }
}

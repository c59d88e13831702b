import {
  ALL_CODE_POINTS,
  type CodePoints,
  classEscape,
  codePoint,
  ignoringCase,
  inverse,
  unicodeProperty,
  unionOf,
} from './code-points.ts';
import { parseClass } from './parse-class.ts';
import { type Pattern, PatternError } from './pattern.ts';

export interface PatternOptions {
  /** `ecma` for JSON Schema; `rust` for Lark terminals, as llguidance reads them. */
  readonly dialect?: 'ecma' | 'rust';
  /** The flag `i`. */
  readonly ignoreCase?: boolean;
  /** The flag `s`. */
  readonly dotAll?: boolean;
  /** How deep groups may nest. */
  readonly maxDepth?: number;
}

const MAX_DEPTH = 128;
const MAX_COUNT = 1_000_000;
const LINE_ENDS: CodePoints = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
const CONTROLS: Readonly<Record<string, number>> = { f: 12, n: 10, r: 13, t: 9, v: 11 };

/** Parses a regex. Throws `PatternError` for what is malformed or beyond finite automata. */
export function parsePattern(source: string, options: PatternOptions = {}): Pattern {
  const parser = new PatternParser(source, options);
  const pattern = parser.choice(0);
  parser.end();
  return pattern;
}

/** Reads the text of a pattern; shared by the parser of the whole and that of classes. */
export class PatternParser {
  readonly rust: boolean;
  readonly #source: string;
  readonly #maxDepth: number;
  #ignoreCase: boolean;
  #dotAll: boolean;
  #at = 0;

  constructor(source: string, options: PatternOptions) {
    this.#source = source;
    this.rust = options.dialect === 'rust';
    this.#maxDepth = options.maxDepth ?? MAX_DEPTH;
    this.#ignoreCase = options.ignoreCase ?? false;
    this.#dotAll = options.dotAll ?? false;
  }

  choice(depth: number): Pattern {
    if (depth > this.#maxDepth) this.fail(`groups nest deeper than ${this.#maxDepth} levels`);
    const options = [this.#sequence(depth)];
    while (this.takes('|')) options.push(this.#sequence(depth));
    return options.length === 1 ? options[0]! : { kind: 'choice', options };
  }

  end(): void {
    if (this.#at < this.#source.length) this.fail('an unmatched )');
  }

  /** The next character (a whole code point), which stays; '' at the end. */
  peek(): string {
    const point = this.#source.codePointAt(this.#at);
    return point === undefined ? '' : String.fromCodePoint(point);
  }

  next(): string {
    const character = this.peek();
    if (character === '') this.fail('unexpected end');
    this.#at += character.length;
    return character;
  }

  takes(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  fail(message: string): never {
    throw new PatternError(`${message} (at ${this.#at} in ${JSON.stringify(this.#source)})`);
  }

  /** What follows a backslash, inside or outside of a class. */
  escape(inClass: boolean): CodePoints {
    const letter = this.next();
    if (letter === 'd' || letter === 's' || letter === 'w') return this.#classEscape(letter);
    if (letter === 'D') return inverse(this.#classEscape('d'));
    if (letter === 'S') return inverse(this.#classEscape('s'));
    if (letter === 'W') return inverse(this.#classEscape('w'));
    if (letter === 'p' || letter === 'P') return this.#property(letter === 'P');
    if (letter === 'b' && inClass) return codePoint(8);
    const control = CONTROLS[letter];
    if (control !== undefined) return codePoint(control);
    if (letter === 'x' || letter === 'u' || letter === 'U') return codePoint(this.#hex(letter));
    if (letter === '0' && !/[0-9]/.test(this.peek())) return codePoint(0);
    if (letter === 'c' && /[A-Za-z]/.test(this.peek())) {
      return codePoint(this.next().charCodeAt(0) % 32);
    }
    if (/[A-Za-z0-9]/.test(letter)) this.fail(`\\${letter} is not supported`);
    return codePoint(letter.codePointAt(0)!);
  }

  #sequence(depth: number): Pattern {
    const parts: Pattern[] = [];
    const { ignoreCase, dotAll } = { ignoreCase: this.#ignoreCase, dotAll: this.#dotAll };
    for (;;) {
      const character = this.peek();
      if (character === '' || character === '|' || character === ')') break;
      if (this.#takesFlags()) continue;
      parts.push(this.#quantified(this.#atom(depth)));
    }
    if (depth > 0) [this.#ignoreCase, this.#dotAll] = [ignoreCase, dotAll];
    return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
  }

  #quantified(atom: Pattern): Pattern {
    let pattern = atom;
    for (let bounds = this.#bounds(); bounds !== undefined; bounds = this.#bounds()) {
      if (atom.kind === 'start' || atom.kind === 'end' || atom.kind === 'boundary') {
        this.fail('nothing to repeat');
      }
      const [least, most] = bounds;
      if (pattern !== atom && !this.rust) this.fail('nothing to repeat');
      if (least > most) this.fail('numbers out of order in {}');
      pattern = { kind: 'repeat', body: pattern, least, most };
      if (this.takes('?') && this.rust) {
        this.fail('lazy quantifiers are not supported; the attribute lazy makes a whole rule lazy');
      }
    }
    return pattern;
  }

  #bounds(): readonly [number, number] | undefined {
    if (this.takes('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.takes('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.takes('?')) return [0, 1];
    const match = /^\{([0-9]+)(?:(,)([0-9]*))?\}/.exec(this.#source.slice(this.#at, this.#at + 40));
    if (match === null) return undefined;
    this.#at += match[0].length;
    const least = Number(match[1]);
    const most = match[2] === undefined ? least : match[3] ? Number(match[3]) : Infinity;
    if (least > MAX_COUNT) this.fail(`more than ${MAX_COUNT} repetitions`);
    return [least, most];
  }

  #atom(depth: number): Pattern {
    const character = this.next();
    switch (character) {
      case '.':
        return this.#characters(this.#dot());
      case '[':
        return this.#characters(parseClass(this, this.#ignoreCase));
      case '(':
        return this.#group(depth);
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '\\':
        return this.#escapedAtom();
      case '*':
      case '+':
      case '?':
        return this.fail('nothing to repeat');
      default:
        return this.#literal(character.codePointAt(0)!);
    }
  }

  #escapedAtom(): Pattern {
    if (this.takes('b')) return { kind: 'boundary', negated: false };
    if (this.takes('B')) return { kind: 'boundary', negated: true };
    if (/[1-9k]/.test(this.peek())) this.fail('back-references are not supported');
    if (this.rust && this.takes('A')) return { kind: 'start' };
    if (this.rust && this.takes('z')) return { kind: 'end' };
    const points = this.escape(false);
    return this.#characters(this.#ignoreCase ? ignoringCase(points) : points);
  }

  #group(depth: number): Pattern {
    const [ignoreCase, dotAll] = [this.#ignoreCase, this.#dotAll];
    let look: 'ahead' | 'not-ahead' | undefined;
    if (this.takes('?=')) look = 'ahead';
    else if (this.takes('?!')) look = 'not-ahead';
    else if (this.takes('?<=') || this.takes('?<!')) this.fail('look-behind is not supported');
    else if (this.takes('?')) this.#groupHead();
    const body = this.choice(depth + 1);
    if (!this.takes(')')) this.fail('a group without its end');
    [this.#ignoreCase, this.#dotAll] = [ignoreCase, dotAll];
    return look === undefined ? body : { kind: 'look-ahead', negated: look === 'not-ahead', body };
  }

  /** After `(?`: `:`, a name, or flags with a colon. */
  #groupHead(): void {
    if (this.takes(':')) return;
    const rest = this.#source.slice(this.#at);
    const name = /^P?<[A-Za-z_$][A-Za-z0-9_$]*>/.exec(rest)?.[0];
    const flags = /^[a-z]*(?:-[a-z]+)?:/.exec(rest)?.[0];
    this.#at += (name ?? flags ?? '').length;
    if (name !== undefined) return;
    if (flags === undefined) this.fail('unknown kind of group');
    this.#setFlags(flags.slice(0, -1));
  }

  /** Flags for the rest of the group, as `(?i)`. */
  #takesFlags(): boolean {
    const match = /^\(\?([a-z]*(?:-[a-z]+)?)\)/.exec(this.#source.slice(this.#at, this.#at + 16));
    if (match === null) return false;
    this.#at += match[0].length;
    this.#setFlags(match[1]!);
    return true;
  }

  #setFlags(flags: string): void {
    const [on = '', off = ''] = flags.split('-');
    // A text is one line and Unicode anyway: m and u change nothing that is honoured here.
    if (/[^isu]/.test(on + off)) this.fail(`the flags ${flags} are not supported`);
    if (on.includes('i')) this.#ignoreCase = true;
    if (off.includes('i')) this.#ignoreCase = false;
    if (on.includes('s')) this.#dotAll = true;
    if (off.includes('s')) this.#dotAll = false;
  }

  #literal(point: number): Pattern {
    const points = codePoint(point);
    return this.#characters(this.#ignoreCase ? ignoringCase(points) : points);
  }

  #characters(points: CodePoints): Pattern {
    return { kind: 'characters', points };
  }

  #dot(): CodePoints {
    if (this.#dotAll) return ALL_CODE_POINTS;
    return inverse(this.rust ? codePoint(0x0a) : LINE_ENDS);
  }

  /** Rust's classes are Unicode, those of ECMA-262 are ASCII but for spaces. */
  #classEscape(letter: 'd' | 's' | 'w'): CodePoints {
    if (!this.rust) return classEscape(letter);
    if (letter === 'd') return unicodeProperty('Nd')!;
    if (letter === 's') return unicodeProperty('White_Space')!;
    const parts = ['Alphabetic', 'M', 'Nd', 'Pc', 'Join_Control'];
    return unionOf(parts.map((part) => unicodeProperty(part)!));
  }

  #property(negated: boolean): CodePoints {
    const match = /^(?:\{([^}]*)\}|([A-Z]))/.exec(this.#source.slice(this.#at));
    const name = match?.[1] ?? (this.rust ? match?.[2] : undefined);
    const points = name === undefined ? undefined : this.#propertyPoints(name);
    if (match === null || points === undefined) return this.fail('unknown Unicode property');
    this.#at += match[0].length;
    return negated ? inverse(points) : points;
  }

  /** Rust also takes a bare script name. */
  #propertyPoints(name: string): CodePoints | undefined {
    const points = unicodeProperty(name);
    return points ?? (this.rust ? unicodeProperty(`Script=${name}`) : undefined);
  }

  #hex(letter: string): number {
    const rest = this.#source.slice(this.#at);
    const braces = /^\{([0-9A-Fa-f]{1,6})\}/.exec(rest);
    const width = letter === 'x' ? 2 : letter === 'u' ? 4 : 8;
    const digits = braces?.[1] ?? new RegExp(`^[0-9A-Fa-f]{${width}}`).exec(rest)?.[0];
    if (digits === undefined || (letter === 'U' && !this.rust)) {
      return this.fail(`\\${letter} without its hexadecimal digits`);
    }
    this.#at += braces?.[0].length ?? width;
    const point = Number.parseInt(digits, 16);
    if (point > 0x10ffff) this.fail('a code point beyond Unicode');
    return this.#joined(point);
  }

  /** `\ud83d\ude00` is one code point. */
  #joined(high: number): number {
    if (high < 0xd800 || high > 0xdbff) return high;
    const low = /^\\u(d[c-f][0-9a-f]{2})/i.exec(this.#source.slice(this.#at))?.[1];
    if (low === undefined) return high;
    this.#at += 6;
    return 0x10000 + ((high - 0xd800) << 10) + (Number.parseInt(low, 16) - 0xdc00);
  }
}

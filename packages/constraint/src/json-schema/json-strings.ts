import {
  ALL_CODE_POINTS,
  type CodePoints,
  commonOf,
  hasCodePoint,
  inverse,
} from '../regex/code-points.ts';
import { PatternLowering } from '../regex/lower.ts';
import { EMPTY, type RegexId, type RegexStore } from '../regex/store.ts';

/** What must be escaped inside of a JSON string. */
const ESCAPED: CodePoints = [
  [0, 0x1f],
  [0x22, 0x22],
  [0x5c, 0x5c],
];
const RAW = inverse(ESCAPED);
const SHORT_ESCAPES = new Map([
  [0x08, 'b'],
  [0x09, 't'],
  [0x0a, 'n'],
  [0x0c, 'f'],
  [0x0d, 'r'],
  [0x22, '"'],
  [0x5c, '\\'],
]);

/**
 * Regexes over the text between the quotes of a JSON string. A character is escaped exactly where
 * JSON demands it: were `\u0061` another way to write `a`, no pattern could be negated or counted.
 */
export class JsonStrings {
  readonly patterns: PatternLowering;
  readonly any: RegexId;
  readonly #store: RegexStore;
  readonly #character: RegexId;
  readonly #quote: RegexId;

  constructor(store: RegexStore) {
    this.#store = store;
    this.patterns = new PatternLowering(store, (points) => this.#written(points));
    this.any = this.patterns.anyText;
    this.#character = this.#written(ALL_CODE_POINTS);
    this.#quote = store.literal('"');
  }

  quoted(body: RegexId): RegexId {
    return this.#store.concat([this.#quote, body, this.#quote]);
  }

  /** Texts of `least` to `most` code points. */
  length(least: number, most: number): RegexId {
    return this.#store.repeat(this.#character, least, most);
  }

  literal(text: string): RegexId {
    const parts: RegexId[] = [];
    let plain = '';
    for (const character of text) {
      const point = character.codePointAt(0)!;
      if (!hasCodePoint(ESCAPED, point)) {
        plain += character;
        continue;
      }
      if (plain !== '') parts.push(this.#store.literal(plain));
      parts.push(this.#escape(point));
      plain = '';
    }
    if (plain !== '') parts.push(this.#store.literal(plain));
    return this.#store.concat(parts);
  }

  /** The text between the quotes, in one of the spellings that `literal` matches. */
  written(text: string): string {
    return JSON.stringify(text).slice(1, -1);
  }

  /** Any of the texts, as a tree of their common beginnings. */
  oneOf(texts: readonly string[]): RegexId {
    if (texts.length < 4) return this.#store.union(texts.map((text) => this.literal(text)));
    return this.#tree(
      [...new Set(texts)].sort().map((text) => [...text]),
      0,
    );
  }

  #tree(texts: readonly (readonly string[])[], depth: number): RegexId {
    if (texts.length === 1) return this.literal(texts[0]!.slice(depth).join(''));
    const groups = new Map<string, (readonly string[])[]>();
    let ends = false;
    for (const text of texts) {
      const character = text[depth];
      if (character === undefined) {
        ends = true;
        continue;
      }
      const group = groups.get(character);
      if (group === undefined) groups.set(character, [text]);
      else group.push(text);
    }
    const branches = [...groups].map(([character, group]) =>
      this.#store.concat([this.literal(character), this.#tree(group, depth + 1)]),
    );
    if (ends) branches.push(EMPTY);
    return this.#store.union(branches);
  }

  #written(points: CodePoints): RegexId {
    const options = [this.#store.codePoints(commonOf(points, RAW))];
    for (let point = 0; point <= 0x5c; point++) {
      if (hasCodePoint(ESCAPED, point) && hasCodePoint(points, point)) {
        options.push(this.#escape(point));
      }
    }
    return this.#store.union(options);
  }

  #escape(point: number): RegexId {
    const short = SHORT_ESCAPES.get(point);
    const options = short === undefined ? [] : [this.#store.literal(`\\${short}`)];
    if (point < 0x20) options.push(this.#hexEscape(point));
    return this.#store.union(options);
  }

  #hexEscape(point: number): RegexId {
    const last = (point % 16).toString(16);
    const digits = [...new Set([last, last.toUpperCase()])];
    const lastDigit = this.#store.union(digits.map((digit) => this.#store.literal(digit)));
    return this.#store.concat([this.#store.literal(`\\u00${point >> 4}`), lastDigit]);
  }
}

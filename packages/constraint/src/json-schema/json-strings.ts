import { ALL_CODE_POINTS, type CodePoints, commonOf, inverse } from '../regex/code-points.ts';
import { PatternLowering } from '../regex/lower.ts';
import { EMPTY, type RegexId, type RegexStore } from '../regex/store.ts';

/** What must be escaped inside of a JSON string. */
const ESCAPED: CodePoints = [
  [0, 0x1f],
  [0x22, 0x22],
  [0x5c, 0x5c],
];
const RAW = inverse(ESCAPED);
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to be escaped
const MUST_ESCAPE = /["\\\u0000-\u001f]/;
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
  readonly #anyCharacter: RegexId;
  readonly #quote: RegexId;
  readonly #literals = new Map<string, RegexId>();
  readonly #characters = new Map<string, RegexId>();

  constructor(store: RegexStore) {
    this.#store = store;
    this.patterns = new PatternLowering(store, (points) => this.#written(points));
    this.any = this.patterns.anyText;
    this.#anyCharacter = this.#written(ALL_CODE_POINTS);
    this.#quote = store.literal('"');
  }

  quoted(body: RegexId): RegexId {
    return this.#store.concat([this.#quote, body, this.#quote]);
  }

  /** Texts of `least` to `most` code points. */
  length(least: number, most: number): RegexId {
    return this.#store.repeat(this.#anyCharacter, least, most);
  }

  literal(text: string): RegexId {
    const known = this.#literals.get(text);
    if (known !== undefined) return known;
    const regex = MUST_ESCAPE.test(text)
      ? this.#store.concat([...text].map((character) => this.#characterOf(character)))
      : this.#store.literal(text);
    this.#literals.set(text, regex);
    return regex;
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

  #characterOf(character: string): RegexId {
    return this.#written([[character.codePointAt(0)!, character.codePointAt(0)!]]);
  }

  #written(points: CodePoints): RegexId {
    const key = points.join(';');
    const known = this.#characters.get(key);
    if (known !== undefined) return known;
    const isAny = points === ALL_CODE_POINTS;
    const raw = this.#store.codePoints(isAny ? RAW : commonOf(points, RAW));
    const escaped = isAny ? ESCAPED : commonOf(points, ESCAPED);
    const regex = escaped.length === 0 ? raw : this.#store.union([raw, this.#escapes(escaped)]);
    this.#characters.set(key, regex);
    return regex;
  }

  /** `\n` and `\u000a` for all of the points. */
  #escapes(escaped: CodePoints): RegexId {
    const store = this.#store;
    const points = escaped.flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, index) => first + index),
    );
    const short = points.flatMap((point) => SHORT_ESCAPES.get(point) ?? []);
    const long = [0, 1].map((row) => {
      const digits = points
        .filter((point) => point >> 4 === row)
        .map((point) => (point % 16).toString(16));
      const last = this.#oneByte(digits.flatMap((digit) => [digit, digit.toUpperCase()]));
      return store.concat([store.literal(`u00${row}`), last]);
    });
    return store.concat([store.literal('\\'), store.union([this.#oneByte(short), ...long])]);
  }

  /** One of some ASCII characters; nothing when there are none. */
  #oneByte(characters: readonly string[]): RegexId {
    const bits = new Uint32Array(8);
    for (const character of characters) {
      const byte = character.charCodeAt(0);
      bits[byte >>> 5]! |= 1 << (byte & 31);
    }
    return this.#store.byteSet(bits);
  }
}

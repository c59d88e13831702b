import {
  type CodePoints,
  codePoint,
  commonOf,
  ignoringCase,
  inverse,
  unicodeProperty,
  unionOf,
} from './code-points.ts';
import type { PatternParser } from './parse.ts';

/** POSIX classes, which Rust's regexes have inside of brackets. */
const POSIX: Readonly<Record<string, CodePoints>> = {
  alnum: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  alpha: [
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  ascii: [[0, 0x7f]],
  blank: [
    [0x09, 0x09],
    [0x20, 0x20],
  ],
  cntrl: [
    [0, 0x1f],
    [0x7f, 0x7f],
  ],
  digit: [[0x30, 0x39]],
  graph: [[0x21, 0x7e]],
  lower: [[0x61, 0x7a]],
  print: [[0x20, 0x7e]],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  space: [
    [0x09, 0x0d],
    [0x20, 0x20],
  ],
  upper: [[0x41, 0x5a]],
  word: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
  xdigit: [
    [0x30, 0x39],
    [0x41, 0x46],
    [0x61, 0x66],
  ],
};

/** Reads a bracketed class, from behind its `[` to its `]`. */
export function parseClass(parser: PatternParser, ignoreCase: boolean): CodePoints {
  const negated = parser.takes('^');
  const points = classBody(parser, ignoreCase);
  const cased = ignoreCase ? ignoringCase(points) : points;
  return negated ? inverse(cased) : cased;
}

function classBody(parser: PatternParser, ignoreCase: boolean): CodePoints {
  const parts: CodePoints[] = [];
  // In Rust a `]` right behind the bracket is a literal; in ECMA-262 it ends an empty class.
  if (parser.rust && parser.takes(']')) parts.push(codePoint(0x5d));
  while (!parser.takes(']')) {
    if (parser.rust && parser.takes('&&')) {
      return commonOf(unionOf(parts), classBody(parser, ignoreCase));
    }
    parts.push(classItem(parser, ignoreCase));
  }
  return unionOf(parts);
}

function classItem(parser: PatternParser, ignoreCase: boolean): CodePoints {
  if (parser.rust && parser.takes('[:')) return posixClass(parser);
  if (parser.rust && parser.takes('[')) return parseClass(parser, ignoreCase);
  const first = classAtom(parser);
  const low = single(first);
  if (low === undefined || parser.peek() !== '-') return first;
  parser.next();
  if (parser.peek() === ']') return unionOf([first, codePoint(0x2d)]);
  const last = classAtom(parser);
  const high = single(last);
  if (high === undefined) return unionOf([first, codePoint(0x2d), last]);
  if (high < low) parser.fail('a range out of order in a class');
  return [[low, high]];
}

function classAtom(parser: PatternParser): CodePoints {
  const character = parser.next();
  if (character === '\\') {
    if (parser.takes('-')) return codePoint(0x2d);
    return parser.escape(true);
  }
  return codePoint(character.codePointAt(0)!);
}

function posixClass(parser: PatternParser): CodePoints {
  const negated = parser.takes('^');
  let name = '';
  while (!parser.takes(':]')) name += parser.next();
  const points = POSIX[name] ?? unicodeProperty(name);
  if (points === undefined) return parser.fail(`unknown class [:${name}:]`);
  return negated ? inverse(points) : points;
}

function single(points: CodePoints): number | undefined {
  const range = points[0];
  return points.length === 1 && range?.[0] === range?.[1] ? range?.[0] : undefined;
}

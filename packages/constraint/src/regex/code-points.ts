/** Sorted, disjoint, inclusive ranges of code points: [first, last] pairs. */
export type CodePoints = readonly (readonly [number, number])[];

export const LAST_CODE_POINT = 0x10ffff;
export const ALL_CODE_POINTS: CodePoints = [[0, LAST_CODE_POINT]];

export function codePoint(point: number): CodePoints {
  return [[point, point]];
}

export function unionOf(sets: readonly CodePoints[]): CodePoints {
  const sorted = sets.flat().sort((left, right) => left[0] - right[0]);
  const merged: [number, number][] = [];
  for (const [first, last] of sorted) {
    const previous = merged.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) {
      previous[1] = Math.max(previous[1], last);
    } else {
      merged.push([first, last]);
    }
  }
  return merged;
}

export function inverse(set: CodePoints): CodePoints {
  const result: [number, number][] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (first > next) result.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST_CODE_POINT) result.push([next, LAST_CODE_POINT]);
  return result;
}

export function commonOf(left: CodePoints, right: CodePoints): CodePoints {
  return inverse(unionOf([inverse(left), inverse(right)]));
}

export function hasCodePoint(set: CodePoints, point: number): boolean {
  return set.some(([first, last]) => first <= point && point <= last);
}

/** Every point together with its simple case variants. */
export function ignoringCase(set: CodePoints): CodePoints {
  const variants: [number, number][] = [];
  for (const [point, other] of casePairs()) {
    if (hasCodePoint(set, point)) variants.push([other, other]);
    if (hasCodePoint(set, other)) variants.push([point, point]);
  }
  return unionOf([set, variants]);
}

const SPACES: CodePoints = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const WORDS: CodePoints = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];

/** `\d`, `\s` and `\w` as ECMA-262 has them: digits and words in ASCII, spaces in Unicode. */
export function classEscape(letter: 'd' | 's' | 'w'): CodePoints {
  if (letter === 'd') return [[0x30, 0x39]];
  return letter === 's' ? SPACES : WORDS;
}

const properties = new Map<string, CodePoints | undefined>();

/** The points of `\p{name}`; `undefined` for a name that Unicode does not have. */
export function unicodeProperty(name: string): CodePoints | undefined {
  if (!properties.has(name)) properties.set(name, scanProperty(name));
  return properties.get(name);
}

function scanProperty(name: string): CodePoints | undefined {
  if (!/^[A-Za-z_0-9]+(?:=[A-Za-z_0-9]+)?$/.test(name)) return undefined;
  let runs: RegExp;
  try {
    runs = new RegExp(`\\p{${name}}+`, 'gu');
  } catch {
    return undefined;
  }
  const ranges: [number, number][] = [];
  // One stretch at a time: a text of all its code points, whose runs of matches are the ranges.
  for (let first = 0; first <= LAST_CODE_POINT; first += 0x800) {
    if (first === 0xd800) continue;
    for (const match of textOf(first, first + 0x7ff).matchAll(runs)) {
      const start = match[0].codePointAt(0)!;
      ranges.push([start, start + [...match[0]].length - 1]);
    }
  }
  return unionOf([ranges]);
}

function textOf(first: number, last: number): string {
  let text = '';
  for (let point = first; point <= last; point++) text += String.fromCodePoint(point);
  return text;
}

let pairs: readonly (readonly [number, number])[] | undefined;

function casePairs(): readonly (readonly [number, number])[] {
  pairs ??= findCasePairs();
  return pairs;
}

function findCasePairs(): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (let point = 0x41; point < 0x1e944; point++) {
    if (point === 0xd800) point = 0xe000;
    const text = String.fromCodePoint(point);
    const lower = text.toLowerCase();
    if (lower === text) continue;
    const other = lower.codePointAt(0)!;
    if (String.fromCodePoint(other) === lower) found.push([point, other]);
  }
  return found;
}

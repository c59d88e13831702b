import { tooComplexError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { LarkFault } from './fault.ts';
import { jsonEnd } from './json-end.ts';
import { type Position, PositionTracker } from './position.ts';

export type LarkTokenKind =
  | 'name'
  | 'string'
  | 'regex'
  | 'number'
  | 'special-token'
  | 'grammar-reference'
  | 'directive'
  | 'json'
  | 'mark'
  | 'newline'
  | 'end';

/** `text` is what stands in the source; of `json` it is the value that follows a directive such as `%json`. */
export interface LarkToken {
  readonly kind: LarkTokenKind;
  readonly text: string;
  readonly position: Position;
}

// The first that matches wins, so a comment stands before a regex and an arrow before a number.
const patterns: readonly (readonly [LarkTokenKind | 'blank', RegExp])[] = [
  ['blank', /[ \t\f\r]+|(?:#|\/\/)[^\n]*/y],
  ['newline', /\n\s*/y],
  ['string', /"(?:\\.|[^"\\\n])*"(?:i(?![A-Za-z0-9_]))?/y],
  ['regex', /\/(?:\\.|[^/\\])+\/[a-z]*/sy],
  ['name', /_*[A-Za-z](?:[A-Za-z0-9_]|-(?!>))*|_/y],
  ['special-token', /<[^<>\s]+>/y],
  ['grammar-reference', /@[A-Za-z0-9_-]+/y],
  ['directive', /%[a-z_]+/y],
  ['mark', /->|\.\.|::|[:,.(){}[\]~|&=*?!]|\+(?!\d)/y],
  ['number', /[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
];

const jsonDirectives = new Set(['%json', '%regex', '%llguidance']);

/** Cuts a grammar into tokens. Throws `LarkFault` at the first character that begins none. */
export function lexLark(text: string, { sourceNodes }: Limits): LarkToken[] {
  const positions = new PositionTracker(text);
  const tokens: LarkToken[] = [];
  let offset = 0;
  while (offset < text.length) {
    const position = positions.at(offset);
    const [kind, end] = matchAt(text, offset, position);
    const token = text.slice(offset, end);
    if (kind !== 'blank') tokens.push({ kind, text: token, position });
    offset = end;
    if (tokens.length > sourceNodes) throw tooComplexError('sourceNodes', sourceNodes);
    if (kind !== 'directive' || !jsonDirectives.has(token)) continue;
    const start = skipBlank(text, end);
    offset = jsonEnd(text, start);
    if (offset < 0) throw new LarkFault(position, token, `${token} needs a complete JSON value`);
    tokens.push({ kind: 'json', text: text.slice(start, offset), position: positions.at(start) });
  }
  tokens.push({ kind: 'end', text: '', position: positions.at(text.length) });
  return tokens;
}

function matchAt(
  text: string,
  offset: number,
  position: Position,
): [LarkTokenKind | 'blank', number] {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = offset;
    if (pattern.test(text)) return [kind, pattern.lastIndex];
  }
  const found = text.slice(offset, offset + 1);
  if (found === '"') throw new LarkFault(position, found, 'a string must end on its line');
  if (found === '/') throw new LarkFault(position, found, 'a regular expression must end with /');
  throw new LarkFault(position, found, `unexpected ${JSON.stringify(found)}`);
}

function skipBlank(text: string, offset: number): number {
  let end = offset;
  while (/\s/.test(text.charAt(end))) end++;
  return end;
}

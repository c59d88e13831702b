import type { Range } from '../regex/utf8.ts';
import { LarkFault } from './fault.ts';
import type { Position } from './position.ts';

/** What the vocabulary knows about tokens by name and by number. */
export interface TokenNames {
  readonly specialTokens: ReadonlyMap<string, number>;
  /** One more than the greatest token id. */
  readonly size: number;
}

/** The ids that `<|name|>`, `<[12,100-200]>`, `<[^12]>` or `<[*]>` stands for, as inclusive ranges. */
export function tokenRanges(written: string, position: Position, tokens: TokenNames): Range[] {
  const listed = /^<\[(\^?)(.*)\]>$/.exec(written);
  if (!listed) {
    const id = tokens.specialTokens.get(written);
    if (id === undefined)
      throw new LarkFault(position, written, `unknown special token ${written}`);
    return [[id, id]];
  }
  const [, caret, list] = listed;
  const last = tokens.size - 1;
  if (list === '*') {
    if (caret) throw new LarkFault(position, written, '<[^*]> would match nothing');
    return [[0, last]];
  }
  const ranges = list!
    .split(',')
    .filter((item) => item !== '')
    .map((item) => parseRange(item, written, position));
  if (ranges.length === 0) throw new LarkFault(position, written, 'an empty range of tokens');
  return caret ? inverse(ranges, last) : ranges.filter(([first]) => first <= last);
}

function parseRange(item: string, written: string, position: Position): Range {
  const bounds = /^(\d+)(?:-(\d+))?$/.exec(item);
  const [first, last] = [Number(bounds?.[1]), Number(bounds?.[2] ?? bounds?.[1])];
  if (!bounds || first > last) {
    throw new LarkFault(position, written, `"${item}" is not a range of tokens`);
  }
  return [first, last];
}

function inverse(ranges: readonly Range[], last: number): Range[] {
  const sorted = [...ranges].sort(([left], [right]) => left - right);
  const result: Range[] = [];
  let next = 0;
  for (const [from, to] of sorted) {
    if (from > next) result.push([next, Math.min(from - 1, last)]);
    next = Math.max(next, to + 1);
  }
  if (next <= last) result.push([next, last]);
  return result.filter(([from, to]) => from <= to);
}

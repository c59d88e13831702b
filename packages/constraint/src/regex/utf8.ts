/** Inclusive bounds of Unicode scalar values or of bytes. */
export type Range = readonly [first: number, last: number];

/** Where the length of the encoding, or its rules, change; the surrogates are a piece of their own. */
const pieceEnds = [0x7f, 0x7ff, 0xd7ff, 0xdfff, 0xffff, 0x10ffff];
const surrogatesEnd = 0xdfff;

/**
 * The byte sequences that encode the code points of `ranges`: every entry is one byte range for each
 * position. Surrogates have no encoding and are left out.
 */
export function utf8Sequences(ranges: readonly Range[]): Range[][] {
  const sequences: Range[][] = [];
  for (const [first, last] of ranges) {
    let start = first;
    for (const end of pieceEnds) {
      if (start > last) break;
      if (start > end) continue;
      const stop = Math.min(end, last);
      if (end !== surrogatesEnd) split(encode(start), encode(stop), [], sequences);
      start = stop + 1;
    }
  }
  return sequences;
}

/** Cuts what lies between two encodings of one length into products of byte ranges. */
function split(
  low: readonly number[],
  high: readonly number[],
  prefix: readonly Range[],
  sequences: Range[][],
): void {
  let [first, last] = [low[0]!, high[0]!];
  const [lowRest, highRest] = [low.slice(1), high.slice(1)];
  if (lowRest.length === 0) {
    sequences.push([...prefix, [first, last]]);
    return;
  }
  if (first === last) {
    split(lowRest, highRest, [...prefix, [first, first]], sequences);
    return;
  }
  if (lowRest.some((byte) => byte !== 0x80)) {
    const top = lowRest.map(() => 0xbf);
    split(lowRest, top, [...prefix, [first, first]], sequences);
    first++;
  }
  const tail: Range[][] = [];
  if (highRest.some((byte) => byte !== 0xbf)) {
    const bottom = highRest.map(() => 0x80);
    split(bottom, highRest, [...prefix, [last, last]], tail);
    last--;
  }
  if (first <= last) {
    const continuation = lowRest.map((): Range => [0x80, 0xbf]);
    sequences.push([...prefix, [first, last], ...continuation]);
  }
  sequences.push(...tail);
}

function encode(codePoint: number): number[] {
  if (codePoint < 0x80) return [codePoint];
  const last = 0x80 | (codePoint & 0x3f);
  if (codePoint < 0x800) return [0xc0 | (codePoint >>> 6), last];
  const middle = 0x80 | ((codePoint >>> 6) & 0x3f);
  if (codePoint < 0x10000) return [0xe0 | (codePoint >>> 12), middle, last];
  return [0xf0 | (codePoint >>> 18), 0x80 | ((codePoint >>> 12) & 0x3f), middle, last];
}

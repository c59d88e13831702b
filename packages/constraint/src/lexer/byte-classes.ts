import type { ByteSets } from '../regex/byte-sets.ts';

/** Bytes that no byte set of a grammar tells apart share a class, and so one column of every table. */
export interface ByteClasses {
  readonly count: number;
  readonly classOf: Uint8Array;
  /** One byte of each class. */
  readonly representative: Uint8Array;
  /** Bytes in each class. */
  readonly sizes: Uint16Array;
}

export function byteClasses(sets: ByteSets): ByteClasses {
  const classOf = new Uint8Array(256);
  const fresh = new Int16Array(256);
  const sizes = new Uint16Array(256);
  sizes[0] = 256;
  let count = 1;
  for (let set = 1; set < sets.length && count < 256; set++) {
    fresh.fill(-1);
    const before = sizes.slice(0, count);
    const inSet = new Uint16Array(count);
    for (let byte = 0; byte < 256; byte++) {
      if (sets.has(set, byte)) inSet[classOf[byte]!]!++;
    }
    for (let byte = 0; byte < 256; byte++) {
      const old = classOf[byte]!;
      if (!sets.has(set, byte) || inSet[old] === before[old]) continue;
      if (fresh[old] === -1) fresh[old] = count++;
      classOf[byte] = fresh[old]!;
      sizes[old]!--;
      sizes[fresh[old]!]!++;
    }
  }
  const representative = new Uint8Array(count);
  for (let byte = 255; byte >= 0; byte--) representative[classOf[byte]!] = byte;
  return { count, classOf, representative, sizes: sizes.slice(0, count) };
}

import { nodeKind } from './nodes.ts';
import type { RegexId, RegexStore } from './store.ts';

/** The classes of bytes that a regex tells apart in the first place. */
export interface FirstBytes {
  /** One byte of each class. */
  readonly representatives: Uint8Array;
  /** The representative of every byte. */
  readonly of: Uint8Array;
}

/** The byte sets that a regex may begin with, and the classes of bytes they tell apart. */
interface FirstSets {
  /** Sorted. */
  readonly sets: readonly number[];
  classes?: FirstBytes;
}

/** First bytes by regex; regexes that begin with the same sets share them. */
export class FirstBytesMemo {
  readonly #byRegex = new Map<RegexId, FirstSets>();
  readonly #bySets = new Map<string, FirstSets>();

  get(id: RegexId): FirstSets | undefined {
    return this.#byRegex.get(id);
  }

  add(id: RegexId, sets: ReadonlySet<number>): FirstSets {
    const sorted = [...sets].sort((a, b) => a - b);
    const key = sorted.join();
    const shared = this.#bySets.get(key) ?? { sets: sorted };
    this.#bySets.set(key, shared);
    this.#byRegex.set(id, shared);
    return shared;
  }
}

/** After the bytes of one class the derivatives of `id` are the same. */
export function firstBytes(store: RegexStore, memo: FirstBytesMemo, id: RegexId): FirstBytes {
  const first = firstSets(store, memo, id);
  first.classes ??= partition(store, first.sets);
  return first.classes;
}

/** The sets of a part are found once, however many derivatives it is a part of. */
function firstSets(store: RegexStore, memo: FirstBytesMemo, id: RegexId): FirstSets {
  const known = memo.get(id);
  if (known !== undefined) return known;
  const sets = new Set<number>();
  const add = (part: RegexId) => {
    for (const set of firstSets(store, memo, part).sets) sets.add(set);
  };
  const { kind, first, second, operands } = store.nodes;
  let node = id;
  // The heads of a sequence one after another, as long as they may be empty.
  while (kind[node] === nodeKind.concat && (node === id || memo.get(node) === undefined)) {
    add(first[node]!);
    if (!store.isNullable(first[node]!)) return memo.add(id, sets);
    node = second[node]!;
  }
  if (node !== id) add(node);
  else {
    switch (kind[node]) {
      case nodeKind.set:
        sets.add(first[node]!);
        break;
      case nodeKind.complement:
      case nodeKind.repeat:
        add(first[node]!);
        break;
      case nodeKind.union:
      case nodeKind.intersection: {
        const end = first[node]! + second[node]!;
        for (let index = first[node]!; index < end; index++) add(operands[index]!);
        break;
      }
      case nodeKind.machine:
        for (const byte of store.machines[first[node]!]!.bytes) {
          sets.add(store.sets.internRange(byte, byte));
        }
    }
  }
  return memo.add(id, sets);
}

/** Splits the bytes by every set in turn; the first byte of every class stands for it. */
function partition(store: RegexStore, sets: readonly number[]): FirstBytes {
  const classOf = new Int32Array(256);
  let count = 1;
  for (const set of sets) {
    const split = new Map<number, number>();
    for (let byte = 0; byte < 256; byte++) {
      if (!store.sets.has(set, byte)) continue;
      const old = classOf[byte]!;
      const fresh = split.get(old) ?? count++;
      split.set(old, fresh);
      classOf[byte] = fresh;
    }
  }
  const first = new Map<number, number>();
  const of = Uint8Array.from(classOf, (byteClass, byte) => {
    const representative = first.get(byteClass) ?? byte;
    first.set(byteClass, representative);
    return representative;
  });
  return { representatives: Uint8Array.from(first.values()), of };
}

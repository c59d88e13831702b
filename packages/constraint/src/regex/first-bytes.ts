import { nodeKind } from './nodes.ts';
import type { RegexId, RegexStore } from './store.ts';

/** The classes of bytes that a regex tells apart in the first place. */
export interface FirstBytes {
  /** One byte of each class. */
  readonly representatives: Uint8Array;
  /** The representative of every byte. */
  readonly of: Uint8Array;
}

/** First bytes by regex, and by the byte sets they were told from. */
export class FirstBytesMemo extends Map<RegexId, FirstBytes> {
  readonly #ofSets = new Map<string, FirstBytes>();

  ofSets(key: string, compute: () => FirstBytes): FirstBytes {
    const known = this.#ofSets.get(key);
    if (known !== undefined) return known;
    const computed = compute();
    this.#ofSets.set(key, computed);
    return computed;
  }
}

/** After the bytes of one class the derivatives of `id` are the same. */
export function firstBytes(store: RegexStore, memo: FirstBytesMemo, id: RegexId): FirstBytes {
  const known = memo.get(id);
  if (known !== undefined) return known;
  const sets = new Set<number>();
  collect(store, id, sets, new Set());
  const sorted = [...sets].sort((a, b) => a - b);
  const classes = memo.ofSets(sorted.join(), () => partition(store, sets));
  memo.set(id, classes);
  return classes;
}

function collect(store: RegexStore, id: RegexId, sets: Set<number>, seen: Set<RegexId>): void {
  const { kind, first, second } = store.nodes;
  for (let node = id; !seen.has(node); node = second[node]!) {
    seen.add(node);
    switch (kind[node]) {
      case nodeKind.set:
        sets.add(first[node]!);
        return;
      case nodeKind.complement:
      case nodeKind.repeat:
        collect(store, first[node]!, sets, seen);
        return;
      case nodeKind.union:
      case nodeKind.intersection:
        for (const operand of store.operandsOf(node)) collect(store, operand, sets, seen);
        return;
      case nodeKind.concat:
        collect(store, first[node]!, sets, seen);
        if (!store.isNullable(first[node]!)) return;
        break;
      case nodeKind.machine:
        for (const byte of store.machines[first[node]!]!.bytes) {
          sets.add(store.sets.internRange(byte, byte));
        }
        return;
      default:
        return;
    }
  }
}

/** Splits the bytes by every set in turn; the first byte of every class stands for it. */
function partition(store: RegexStore, sets: ReadonlySet<number>): FirstBytes {
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

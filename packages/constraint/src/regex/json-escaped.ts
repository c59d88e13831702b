import { nodeKind, unbounded } from './nodes.ts';
import type { RegexId, RegexStore } from './store.ts';

/** A language whose texts cannot be written within a JSON string: it is no regex, but an automaton written as code. */
export class NotEscapableError extends Error {
  override readonly name = 'NotEscapableError';
}

const SHORT_ESCAPES = new Map([
  [0x08, '\\b'],
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0c, '\\f'],
  [0x0d, '\\r'],
  [0x22, '\\"'],
  [0x5c, '\\\\'],
]);

/** Bytes that have to be escaped, each with the one way to write it that is used here. */
const ESCAPES: ReadonlyMap<number, string> = new Map([
  ...Array.from(
    { length: 0x20 },
    (_, byte) => [byte, `\\u${byte.toString(16).padStart(4, '0')}`] as const,
  ),
  ...SHORT_ESCAPES,
]);

/**
 * The texts of a language as they stand within a JSON string. Each byte is written in one way and no way is the beginning of
 * another, so that unions, intersections and complements of languages are those of what is written. Throws `NotEscapableError`.
 */
export class JsonEscaping {
  readonly #store: RegexStore;
  readonly #known = new Map<RegexId, RegexId>();

  constructor(store: RegexStore) {
    this.#store = store;
  }

  escape(id: RegexId): RegexId {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const escaped = this.#escape(id);
    this.#known.set(id, escaped);
    return escaped;
  }

  #escape(id: RegexId): RegexId {
    const store = this.#store;
    const { kind, first, second, third } = store.nodes;
    switch (kind[id]) {
      case nodeKind.set:
        return this.#bytes(first[id]!);
      case nodeKind.concat:
        return store.concat(this.#parts(id).map((part) => this.escape(part)));
      case nodeKind.union:
        return store.union(store.operandsOf(id).map((operand) => this.escape(operand)));
      case nodeKind.intersection:
        return store.intersection([
          this.#anything(),
          ...store.operandsOf(id).map((operand) => this.escape(operand)),
        ]);
      case nodeKind.complement:
        return store.intersection([this.#anything(), store.complement(this.escape(first[id]!))]);
      case nodeKind.repeat: {
        const most = third[id] === unbounded ? Infinity : third[id]!;
        return store.repeat(this.escape(first[id]!), second[id]!, most);
      }
      case nodeKind.machine:
        throw new NotEscapableError(
          'an embedded schema or substring cannot stand in a JSON string',
        );
      default:
        return id;
    }
  }

  /** Long texts are long chains. */
  #parts(id: RegexId): RegexId[] {
    const { kind, first, second } = this.#store.nodes;
    const parts: RegexId[] = [];
    let rest = id;
    for (; kind[rest] === nodeKind.concat; rest = second[rest]!) parts.push(first[rest]!);
    return [...parts, rest];
  }

  #bytes(set: number): RegexId {
    const { words } = this.#store.sets;
    const bits = words.slice(set * 8, set * 8 + 8);
    const escaped: RegexId[] = [];
    for (const [byte, text] of ESCAPES) {
      const mask = 1 << (byte & 31);
      if ((bits[byte >>> 5]! & mask) === 0) continue;
      bits[byte >>> 5]! &= ~mask;
      escaped.push(this.#store.literal(text));
    }
    return this.#store.union([this.#store.byteSet(bits), ...escaped]);
  }

  #anything(): RegexId {
    const any = this.#store.byteRange(0, 0xff);
    return this.#store.repeat(this.escape(any), 0, Infinity);
  }
}

import { nodeKind, unbounded } from '../regex/nodes.ts';
import type { RegexId, RegexStore } from '../regex/store.ts';

/**
 * Copies regexes into a store that grammars share, counts beyond the longest token clamped: no token
 * can tell `.{0,500}` from `.{0,400}`. Equal shapes treat every token alike.
 */
export class Shapes {
  readonly #from: RegexStore;
  readonly #to: RegexStore;
  readonly #horizon: number;
  readonly #known = new Map<RegexId, RegexId>();
  readonly #exact = new Map<RegexId, RegexId>();
  #fuel = 50_000;

  constructor(from: RegexStore, to: RegexStore, horizon: number) {
    this.#from = from;
    this.#to = to;
    this.#horizon = horizon;
  }

  /** Undefined once the grammar has used up its part of the shared store. */
  shapeOf(id: RegexId): RegexId | undefined {
    if (this.#fuel < 0) return undefined;
    return this.#copy(id, false);
  }

  /** Within an intersection or a complement counts decide whether anything matches: they stay exact. */
  #copy(id: RegexId, isExact: boolean): RegexId {
    const known = isExact ? this.#exact : this.#known;
    let shape = known.get(id);
    if (shape === undefined) {
      this.#fuel--;
      shape = this.#copyNode(id, isExact);
      known.set(id, shape);
    }
    return shape;
  }

  #copyNode(id: RegexId, isExact: boolean): RegexId {
    const { kind, first, second, third } = this.#from.nodes;
    const to = this.#to;
    switch (kind[id]) {
      case nodeKind.set: {
        const start = first[id]! * 8;
        return to.byteSet(this.#from.sets.words.slice(start, start + 8));
      }
      case nodeKind.concat:
        return this.#copyConcat(id, isExact);
      case nodeKind.union:
        return to.union(this.#from.operandsOf(id).map((operand) => this.#copy(operand, isExact)));
      case nodeKind.intersection:
        return to.intersection(
          this.#from.operandsOf(id).map((operand) => this.#copy(operand, true)),
        );
      case nodeKind.complement:
        return to.complement(this.#copy(first[id]!, true));
      case nodeKind.repeat: {
        const most = third[id] === unbounded ? Infinity : third[id]!;
        const cut = isExact ? Infinity : this.#horizon + 1;
        const clampedMost = Math.min(most, cut);
        const clampedLeast = Math.min(second[id]!, clampedMost);
        return to.repeat(this.#copy(first[id]!, isExact), clampedLeast, clampedMost);
      }
      case nodeKind.machine:
        return to.machine(this.#from.machines[first[id]!]!, second[id]!);
      default:
        return id;
    }
  }

  /** Without recursion along the rest: literals may be long. */
  #copyConcat(id: RegexId, isExact: boolean): RegexId {
    const { kind, first, second } = this.#from.nodes;
    const known = isExact ? this.#exact : this.#known;
    const path: RegexId[] = [];
    let rest = id;
    for (; kind[rest] === nodeKind.concat && !known.has(rest); rest = second[rest]!)
      path.push(rest);
    let shape = this.#copy(rest, isExact);
    for (let node = path.pop(); node !== undefined; node = path.pop()) {
      shape = this.#to.concatPair(this.#copy(first[node]!, isExact), shape);
      known.set(node, shape);
      this.#fuel--;
    }
    return shape;
  }
}

import { isPlainlyFinite } from '../regex/finite.ts';
import { EMPTY, NOTHING, type RegexId } from '../regex/store.ts';
import type { Slice } from '../slices.ts';
import type { Lexer } from './lexer.ts';

/** Pairs of a lexeme's rest and a slice's rest that are looked at to decide about one slice. */
const fuel = 600;

/** Tells which slice of the vocabulary stays within the lexeme in a state of the lexer. */
export class SliceMatch {
  readonly #lexer: Lexer;
  readonly #slices: readonly Slice[];
  readonly #regexes: readonly RegexId[];
  readonly #known: Map<RegexId, boolean>[];
  readonly #finite = new Map<RegexId, boolean>();

  constructor(lexer: Lexer, slices: readonly Slice[], regexes: readonly RegexId[]) {
    this.#lexer = lexer;
    this.#slices = slices;
    this.#regexes = regexes;
    this.#known = slices.map(() => new Map());
  }

  /** The most inclusive slice all of whose tokens stay within the lexeme; undefined for none. */
  find(state: number): Slice | undefined {
    const pairs = this.#lexer.pairsOf(state);
    for (let index = 0; index < pairs.length; index += 2) {
      if (this.#lexer.lexemes[pairs[index]! >>> 1]!.isLazy) return undefined;
    }
    return this.#slices.find((_, slice) => {
      for (let index = 0; index < pairs.length; index += 2) {
        if ((pairs[index]! & 1) === 0 && this.#holds(pairs, index, slice)) return true;
      }
      return false;
    });
  }

  /**
   * Whether one lexeme alone takes all strings of the slice. Lexemes that it yields to are no matter
   * where they match finitely many strings and it goes on without end.
   */
  #holds(pairs: Int32Array, index: number, slice: number): boolean {
    const { except } = this.#lexer.lexemes[pairs[index]! >>> 1]!;
    for (let other = 0; except.length > 0 && other < pairs.length; other += 2) {
      if (!except.includes(pairs[other]! >>> 1)) continue;
      if (this.#slices[slice]!.length !== Infinity) return false;
      if (!isPlainlyFinite(this.#lexer.store, this.#finite, pairs[other + 1]!)) return false;
    }
    const regex = pairs[index + 1]!;
    const known = this.#known[slice]!.get(regex);
    if (known !== undefined) return known;
    const answer = this.#includes(regex, this.#regexes[slice]!);
    this.#known[slice]!.set(regex, answer);
    return answer;
  }

  /** Whether no string of `slice` leads out of `regex` or to its end. */
  #includes(regex: RegexId, slice: RegexId): boolean {
    const { store } = this.#lexer;
    const { count, representative } = this.#lexer.classes;
    const seen = new Map<RegexId, Set<RegexId>>([[slice, new Set([regex])]]);
    const pending = [regex, slice];
    for (let left = fuel; pending.length > 0; left--) {
      if (left === 0) return false;
      const rest = pending.pop()!;
      const from = pending.pop()!;
      // From the end: the classes of letters and digits come late, and are refused most often.
      for (let byteClass = count - 1; byteClass >= 0; byteClass--) {
        const after = store.derivative(rest, representative[byteClass]!);
        if (after === NOTHING) continue;
        const to = store.derivative(from, representative[byteClass]!);
        if (to === NOTHING || to === EMPTY) return false;
        if (store.hasBoolean(to) && store.tryIsEmpty(to, fuel) !== false) return false;
        if (after === EMPTY) continue;
        let reached = seen.get(after);
        if (reached === undefined) {
          reached = new Set();
          seen.set(after, reached);
        }
        if (reached.has(to)) continue;
        reached.add(to);
        pending.push(to, after);
      }
    }
    return true;
  }
}

import type { Kept } from '../memory-budget.ts';
import type { RegexId, RegexStore } from '../regex/store.ts';
import type { Slice } from '../slices.ts';
import type { Trie } from '../trie.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { buildExitTrie, type ExitTrie } from './exit-trie.ts';
import { deadState, type Lexer, noLexemes } from './lexer.ts';
import { SliceMatch } from './slice-match.ts';

/** Tokens whose bytes lead out of the lexeme: what the parser expects then decides about them. */
export interface Exits {
  /** The lexemes that end: which of the state's pairs. */
  readonly ended: readonly number[];
  /** Nodes of the walk's trie at whose byte the lexemes end. */
  readonly at: Int32Array;
  /** Nodes before whose byte the lexemes end. */
  readonly before: Int32Array;
  /** In place of `at`, where it has many nodes. */
  readonly rests: ExitTrie | undefined;
}

/** What a vocabulary does to a lexer state, whatever the parser expects after it. */
export interface Walk {
  /** Different for every walk of a vocabulary. */
  readonly id: number;
  /** Tokens that stay within the lexeme; those of `stayList` beside. */
  readonly stay: Kept<Uint32Array> | undefined;
  readonly stayList: Int32Array;
  readonly trie: Trie;
  readonly exits: readonly Exits[];
  readonly bytes: number;
}

/** The regexes of the slices, in the order of the slices; they must be there before the lexer is. */
export function sliceRegexes(store: RegexStore, slices: readonly Slice[]): RegexId[] {
  return slices.map(({ characters, length }) =>
    store.repeat(store.codePoints(characters), 1, length),
  );
}

/** Walks the trie once from `state`. */
export class Walker {
  readonly #lexer: Lexer;
  readonly #vocabulary: Vocabulary;
  readonly #slices: SliceMatch;
  readonly #path: Int32Array;

  constructor(lexer: Lexer, vocabulary: Vocabulary, slices: readonly RegexId[]) {
    this.#lexer = lexer;
    this.#vocabulary = vocabulary;
    this.#slices = new SliceMatch(lexer, vocabulary.slices, slices);
    this.#path = new Int32Array(vocabulary.trie.deepest + 1);
  }

  walk(state: number): Walk {
    const slice = this.#slices.find(state);
    const trie = slice?.rest ?? this.#vocabulary.trie;
    const stay: number[] = [];
    const exits = new Map<number, { at: number[]; before: number[] }>();
    this.#visit(state, trie, stay, exits);
    const isDense = slice !== undefined || stay.length > this.#vocabulary.words / 4;
    const { masks, walks } = this.#vocabulary;
    const bits = isDense ? masks.bitmap(this.#bitmap(slice, stay)) : undefined;
    const described = [...exits].map(([set, nodes]) => this.#describe(state, trie, set, nodes));
    const stayList = Int32Array.from(isDense ? [] : stay);
    let bytes = stayList.byteLength + 200;
    for (const { at, before, rests } of described) {
      bytes += at.byteLength + before.byteLength + (rests?.bytes ?? 0) + 100;
    }
    return { id: walks.nextId(), stay: bits, stayList, trie, exits: described, bytes };
  }

  #bitmap(slice: Slice | undefined, stay: readonly number[]): Uint32Array {
    const bits = slice?.tokens.slice() ?? new Uint32Array(this.#vocabulary.words);
    for (const token of stay) bits[token >>> 5]! |= 1 << (token & 31);
    return bits;
  }

  #visit(
    state: number,
    trie: Trie,
    stay: number[],
    exits: Map<number, { at: number[]; before: number[] }>,
  ): void {
    const lexer = this.#lexer;
    const { classOf, count } = lexer.classes;
    const { node, end, depth, length } = trie;
    const path = this.#path;
    let next = lexer.next;
    path[0] = state;
    for (let place = 0; place < length; ) {
      const value = node[place]!;
      const level = depth[place]!;
      const from = path[level]!;
      const byteClass = classOf[value & 0xff]!;
      let to = next[from * count + byteClass]!;
      if (to < 0) {
        to = lexer.step(from, byteClass);
        next = lexer.next;
      }
      if (to === deadState) {
        const set = lexer.accepted[from]!;
        if (set !== noLexemes) exitsOf(exits, set).before.push(place);
        place = end[place]!;
      } else if (lexer.isFinal(to)) {
        exitsOf(exits, lexer.accepted[to]!).at.push(place);
        place = end[place]!;
      } else {
        path[level + 1] = to;
        if (value > 0xff) stay.push((value >>> 8) - 1);
        place++;
      }
    }
  }

  #describe(
    state: number,
    trie: Trie,
    set: number,
    { at, before }: { at: number[]; before: number[] },
  ): Exits {
    const lexemes = this.#lexer.sets.get(set);
    const pairs = this.#lexer.pairsOf(state);
    const ended: number[] = [];
    for (let index = 0; index < pairs.length; index += 2) {
      if ((pairs[index]! & 1) === 0 && lexemes.includes(pairs[index]! >>> 1)) ended.push(index / 2);
    }
    const rests = buildExitTrie(trie, this.#vocabulary.tokens, at);
    return {
      ended,
      at: rests === undefined ? Int32Array.from(at) : new Int32Array(0),
      before: Int32Array.from(before),
      rests,
    };
  }
}

function exitsOf(
  exits: Map<number, { at: number[]; before: number[] }>,
  set: number,
): { at: number[]; before: number[] } {
  let nodes = exits.get(set);
  if (nodes === undefined) {
    nodes = { at: [], before: [] };
    exits.set(set, nodes);
  }
  return nodes;
}

import { type Automaton, deadConfiguration } from './automaton.ts';
import type { ExitTrie } from './lexer/exit-trie.ts';
import { deadState } from './lexer/lexer.ts';
import { isWhole, type WalkSharing } from './lexer/shared-walks.ts';
import { sliceRegexes, type Walk, Walker } from './lexer/walk.ts';
import type { Mask } from './mask-store.ts';
import type { Kept } from './memory-budget.ts';
import type { RegexId } from './regex/store.ts';
import { findSpecials } from './special.ts';
import { TokenList } from './token-list.ts';
import type { Trie } from './trie.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A walk, with the sets of lexemes of its exits in the numbering of this grammar's lexer. */
interface OwnWalk {
  readonly kept: Kept<Walk>;
  readonly sets: readonly number[];
}

export { sliceRegexes };

/**
 * The masks of one grammar over one vocabulary, each computed once. A mask is what stays within the
 * lexeme, which depends on the lexer state only, and for each way out of it what the parser allows.
 */
export class Masks {
  readonly #automaton: Automaton;
  readonly #vocabulary: Vocabulary;
  readonly #walker: Walker;
  readonly #sharing: WalkSharing;
  readonly #known: (Kept<Mask> | undefined)[] = [];
  readonly #walks: (OwnWalk | undefined)[] = [];
  readonly #byWalk = new Map<string, Kept<Mask>>();
  readonly #extra = new TokenList();
  readonly #path: Int32Array;
  computed = 0;

  constructor(automaton: Automaton, vocabulary: Vocabulary, slices: readonly RegexId[]) {
    this.#automaton = automaton;
    this.#vocabulary = vocabulary;
    this.#walker = new Walker(automaton.lexer, vocabulary, slices);
    this.#sharing = vocabulary.walks.of(automaton.lexer, vocabulary.trie.deepest);
    this.#path = new Int32Array(vocabulary.trie.deepest + 1);
  }

  /** Writes the tokens that may come in `configuration`, one bit each. */
  fill(configuration: number, words: Uint32Array): void {
    const mask = this.#maskOf(configuration);
    const base = mask.base?.value;
    if (base === undefined) words.fill(0);
    else {
      words.set(base);
      if (words.length > base.length) words.fill(0, base.length);
    }
    const { extra } = mask;
    for (let index = 0; index < extra.length; index++) {
      const token = extra[index]!;
      words[token >>> 5]! |= 1 << (token & 31);
    }
  }

  #maskOf(configuration: number): Mask {
    const { budget } = this.#vocabulary.masks;
    const known = this.#known[configuration];
    const mask = known && budget.touch(known);
    if (mask !== undefined && isUsable(mask)) {
      if (mask.base !== undefined) budget.touch(mask.base);
      return mask;
    }
    const computed = this.#compute(configuration);
    this.#known[configuration] = computed;
    return computed.value!;
  }

  /** Where two configurations have one walk, and go on alike after each way out, the mask is one. */
  #compute(configuration: number): Kept<Mask> {
    const automaton = this.#automaton;
    const state = automaton.lexerStateOf(configuration);
    if (state === deadState) return this.#assemble(configuration, undefined, []);
    const own = this.#walkOf(state);
    const row = automaton.rowOf(configuration);
    const after = own.sets.map((set) => automaton.emit(row, set));
    if (automaton.tables.specials.length > 0) return this.#assemble(configuration, own, after);
    const isAccepting = automaton.isAccepting(configuration);
    const key = `${own.kept.value!.id} ${isAccepting} ${after.join()}`;
    const known = this.#byWalk.get(key);
    if (known?.value !== undefined && isUsable(known.value)) return known;
    const computed = this.#assemble(configuration, own, after);
    this.#byWalk.set(key, computed);
    return computed;
  }

  #assemble(configuration: number, own: OwnWalk | undefined, after: readonly number[]): Kept<Mask> {
    this.computed++;
    const extra = this.#extra;
    extra.clear();
    const walk = own?.kept.value;
    const base = walk?.stay;
    if (walk !== undefined) this.#addWalk(walk, after);
    if (configuration !== deadConfiguration) this.#addWordless(configuration);
    this.#addDuplicates(base?.value);
    const { masks, words } = this.#vocabulary;
    if (extra.length <= words) return masks.mask(base, extra.view().slice());
    const bits = base?.value?.slice() ?? new Uint32Array(words);
    for (const token of extra.view()) bits[token >>> 5]! |= 1 << (token & 31);
    return masks.mask(masks.bitmap(bits), new Int32Array(0));
  }

  /** Special tokens and the end of the turn. */
  #addWordless(configuration: number): void {
    const automaton = this.#automaton;
    if (automaton.isAccepting(configuration)) {
      for (const token of this.#vocabulary.endOfTurnIds) this.#extra.push(token);
    }
    if (automaton.tables.specials.length === 0) return;
    for (const { ranges } of findSpecials(automaton, configuration)) {
      for (const [first, last] of ranges) {
        const end = Math.min(last, this.#vocabulary.size - 1);
        for (let token = first; token <= end; token++) this.#extra.push(token);
      }
    }
  }

  #addWalk(walk: Walk, afters: readonly number[]): void {
    const extra = this.#extra;
    extra.pushRange(walk.stayList, 0, walk.stayList.length);
    for (let index = 0; index < walk.exits.length; index++) {
      const after = afters[index]!;
      if (after === deadConfiguration) continue;
      const { at, before, rests } = walk.exits[index]!;
      for (let exit = 0; exit < at.length; exit++) {
        const place = at[exit]!;
        const value = walk.trie.node[place]!;
        if (value > 0xff) extra.push((value >>> 8) - 1);
        this.#walkTrie(walk.trie, place + 1, walk.trie.end[place]!, after);
      }
      for (let exit = 0; exit < before.length; exit++) {
        this.#walkTrie(walk.trie, before[exit]!, walk.trie.end[before[exit]!]!, after);
      }
      if (rests !== undefined) this.#walkRests(rests, after);
    }
  }

  /** Adds the tokens that end at the nodes from `start` to before `stop`, as far as the grammar goes. */
  #walkTrie(trie: Trie, start: number, stop: number, configuration: number): void {
    if (start >= stop) return;
    const automaton = this.#automaton;
    const { classOf, count } = automaton.lexer.classes;
    const { node, end, depth } = trie;
    const path = this.#path;
    let next = automaton.next;
    path[depth[start]!] = configuration;
    for (let place = start; place < stop; ) {
      const value = node[place]!;
      const level = depth[place]!;
      const from = path[level]!;
      const byteClass = classOf[value & 0xff]!;
      let to = next[from * count + byteClass]!;
      if (to < 0) {
        to = automaton.step(from, byteClass);
        next = automaton.next;
      }
      if (to === deadConfiguration) place = end[place]!;
      else {
        path[level + 1] = to;
        if (value > 0xff) this.#extra.push((value >>> 8) - 1);
        place++;
      }
    }
  }

  #walkRests(rests: ExitTrie, configuration: number): void {
    const automaton = this.#automaton;
    const { classOf, count } = automaton.lexer.classes;
    const { byte, end, depth, tokenStart, tokens, length } = rests;
    const path = this.#path;
    let next = automaton.next;
    this.#extra.pushRange(rests.whole, 0, rests.whole.length);
    path[0] = configuration;
    for (let place = 0; place < length; ) {
      const level = depth[place]!;
      const from = path[level]!;
      const byteClass = classOf[byte[place]!]!;
      let to = next[from * count + byteClass]!;
      if (to < 0) {
        to = automaton.step(from, byteClass);
        next = automaton.next;
      }
      if (to === deadConfiguration) place = end[place]!;
      else {
        path[level + 1] = to;
        this.#extra.pushRange(tokens, tokenStart[place]!, tokenStart[place + 1]!);
        place++;
      }
    }
  }

  #addDuplicates(base: Uint32Array | undefined): void {
    const { duplicates } = this.#vocabulary;
    if (duplicates.length === 0) return;
    const listed = new Set(this.#extra.view());
    for (let index = 0; index < duplicates.length; index += 2) {
      const token = duplicates[index]!;
      const isIn = base !== undefined && ((base[token >>> 5]! >>> (token & 31)) & 1) === 1;
      if (isIn || listed.has(token)) this.#extra.push(duplicates[index + 1]!);
    }
  }

  #walkOf(state: number): OwnWalk {
    const { budget } = this.#vocabulary.masks;
    const known = this.#walks[state];
    if (known !== undefined && isWhole(known.kept)) {
      const walk = budget.touch(known.kept);
      if (walk?.stay !== undefined) budget.touch(walk.stay);
      return known;
    }
    const own = this.#own(state, this.#findWalk(state));
    this.#walks[state] = own;
    return own;
  }

  #findWalk(state: number): Kept<Walk> {
    const key = this.#sharing.keyOf(state);
    const shared = key === undefined ? undefined : this.#sharing.get(key);
    if (shared !== undefined) return shared;
    const walk = this.#walker.walk(state);
    const kept = this.#vocabulary.masks.budget.keep(walk, walk.bytes);
    if (key !== undefined) this.#sharing.set(key, kept);
    return kept;
  }

  #own(state: number, kept: Kept<Walk>): OwnWalk {
    const { lexer } = this.#automaton;
    const pairs = lexer.pairsOf(state);
    const sets = kept.value!.exits.map(({ ended }) =>
      lexer.sets.intern(ended.map((pair) => pairs[2 * pair]! >>> 1)),
    );
    return { kept, sets };
  }
}

/** Whether the bitmap that the mask builds on has not been dropped. */
function isUsable({ base }: Mask): boolean {
  return base === undefined || base.value !== undefined;
}

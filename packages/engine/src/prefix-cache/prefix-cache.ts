import type { ModelAbilities, Sequence } from '@antiphon/backend';
import { type Match, TokenTree } from './token-tree.ts';

/** Shorter prefixes are sooner run again than looked after. */
const SHORTEST = 16;

/** A sequence whose tokens others may begin with. */
export interface CachedSequence {
  readonly tenant: string;
  readonly sequence: Sequence;
}

/** A cached sequence that begins as a prompt does. */
export interface Prefix {
  readonly source: CachedSequence;
  /** How many tokens can be used. */
  readonly length: number;
}

export interface FoundPrefixes {
  /** The longest that can be used now. */
  readonly ready: Prefix | undefined;
  /** A longer one whose tokens are being run. */
  readonly coming: Prefix | undefined;
}

/**
 * Sequences by their tokens, for each tenant by itself: those of running answers, to be copied from, and idle ones, which stay
 * until their room is needed, least recently used first.
 */
export class PrefixCache {
  readonly #can: ModelAbilities;
  readonly #maxTokens: number;
  readonly #trees = new Map<string, TokenTree<CachedSequence>>();
  /** Least recently used first. */
  readonly #idle = new Set<CachedSequence>();
  #idleTokens = 0;

  /** `maxTokens` is how many tokens idle sequences may hold together. */
  constructor(can: ModelAbilities, maxTokens: number) {
    this.#can = can;
    this.#maxTokens = maxTokens;
  }

  /** How many sequences are idle. */
  get entries(): number {
    return this.#idle.size;
  }

  /** Tokens of idle sequences. */
  get tokens(): number {
    return this.#idleTokens;
  }

  /** Looks for sequences that begin with some of the first `limit` tokens. */
  find(tenant: string, tokens: readonly number[], limit: number): FoundPrefixes {
    let ready: Prefix | undefined;
    let coming: Prefix | undefined;
    for (const { value: source, shared } of this.#matches(tenant, tokens, limit)) {
      if (shared < SHORTEST || (ready && shared < ready.length)) break;
      const length = this.#usable(source, shared);
      if (isBetter({ source, length }, ready)) ready = { source, length };
      if (!coming && this.#isComing(source, shared)) coming = { source, length: shared };
    }
    return { ready, coming };
  }

  /** Whether nobody appends to it, so that it may be taken over. */
  isIdle(source: CachedSequence): boolean {
    return this.#idle.has(source);
  }

  /** Whether somebody appends to it still. */
  isAnnounced(source: CachedSequence): boolean {
    return !this.isIdle(source) && this.#trees.get(source.tenant)?.has(source) === true;
  }

  /** Lets others find a sequence that has or will have these tokens. It is withdrawn by `rest` or `withdraw`. */
  announce(tenant: string, sequence: Sequence, tokens: readonly number[]): CachedSequence {
    const source = { tenant, sequence };
    this.#add(source, tokens);
    return source;
  }

  /** Keeps a sequence that nobody uses any more, unless it is short, or another has all of its tokens. Closes it otherwise. */
  rest(source: CachedSequence, tokens: readonly number[]): void {
    this.withdraw(source);
    if (tokens.length < SHORTEST || this.#isKnown(source.tenant, tokens)) {
      source.sequence.close();
      return;
    }
    this.#closeShorter(source.tenant, tokens);
    this.#add(source, tokens);
    this.#idle.add(source);
    this.#idleTokens += tokens.length;
    while (this.#idleTokens > this.#maxTokens) this.evict();
  }

  /** Forgets a sequence, of its present length, without closing it: it is taken over, or about to be closed. */
  withdraw(source: CachedSequence): void {
    if (this.#idle.delete(source)) this.#idleTokens -= source.sequence.length;
    const tree = this.#trees.get(source.tenant);
    tree?.remove(source);
    if (tree?.size === 0) this.#trees.delete(source.tenant);
  }

  /** Says that a sequence was of use. */
  touch(source: CachedSequence): void {
    if (this.#idle.delete(source)) this.#idle.add(source);
  }

  /** Closes the idle sequence that was not used for longest, other than `kept`. False when there is none. */
  evict(kept?: CachedSequence): boolean {
    for (const entry of this.#idle) {
      if (entry === kept) continue;
      this.withdraw(entry);
      entry.sequence.close();
      return true;
    }
    return false;
  }

  /** Closes what is idle. */
  clear(): void {
    while (this.evict());
  }

  #add(source: CachedSequence, tokens: readonly number[]): void {
    const tree = this.#trees.get(source.tenant) ?? new TokenTree();
    this.#trees.set(source.tenant, tree);
    tree.add(source, tokens);
  }

  #matches(
    tenant: string,
    tokens: readonly number[],
    limit = tokens.length,
  ): Iterable<Match<CachedSequence>> {
    return this.#trees.get(tenant)?.matches(tokens, limit) ?? [];
  }

  #usable(source: CachedSequence, shared: number): number {
    const { length } = source.sequence;
    if (!this.#can.fork && !this.isIdle(source)) return 0;
    if (this.#can.truncate) return Math.min(length, shared);
    return length === shared ? shared : 0;
  }

  #isComing(source: CachedSequence, shared: number): boolean {
    const isCopied = this.#can.fork && this.#can.truncate;
    return isCopied && !this.isIdle(source) && source.sequence.length < shared;
  }

  /** Whether an idle sequence has all of these tokens. */
  #isKnown(tenant: string, tokens: readonly number[]): boolean {
    if (!this.#can.truncate) return false;
    for (const { value, shared } of this.#matches(tenant, tokens)) {
      if (shared < tokens.length) return false;
      if (!this.isIdle(value)) continue;
      this.touch(value);
      return true;
    }
    return false;
  }

  /** Closes the idle sequences that have nothing but the beginning of these tokens. */
  #closeShorter(tenant: string, tokens: readonly number[]): void {
    const matches = [...this.#matches(tenant, tokens)];
    for (const { value, shared } of matches) {
      if (!this.isIdle(value) || value.sequence.length > shared) continue;
      this.withdraw(value);
      value.sequence.close();
    }
  }
}

/** The longer, and of equals the one with less behind it that others might still want. */
function isBetter(one: Prefix, other: Prefix | undefined): boolean {
  if (one.length < SHORTEST) return false;
  if (!other || one.length !== other.length) return one.length > (other?.length ?? 0);
  return one.source.sequence.length < other.source.sequence.length;
}

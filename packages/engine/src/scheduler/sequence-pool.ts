import { type LogitsModel, NoSlotError, type Sequence } from '@antiphon/backend';
import { type CachedSequence, type Prefix, PrefixCache } from '../prefix-cache/prefix-cache.ts';
import type { Answer } from './answer.ts';
import type { Pieces } from './pieces.ts';

/** To copy a token's keys and values takes about this part of the time that it takes to run it again, with some doubt. */
const COPY_TO_RUN = 1 / 16;

/** A prefix must be so much longer to be waited for. */
const WORTH_WAITING = 32;

export interface SequencePoolOptions {
  readonly pieces: Pieces;
  /** How many tokens sequences that no answer uses may hold together. */
  readonly maxIdleTokens: number;
  /** Whether they keep what was drawn, or the prompts only. */
  readonly keepsAnswers: boolean;
}

/** Gives sequences to answers and takes them back, within what the model can hold. */
export class SequencePool {
  readonly cache: PrefixCache;
  /** How often an answer began with tokens that had been run already, and how many these were. */
  readonly reuse = { hits: 0, tokens: 0 };
  readonly #model: LogitsModel;
  readonly #pieces: Pieces;
  readonly #keepsAnswers: boolean;
  readonly #placed = new Set<Answer>();

  constructor(model: LogitsModel, options: SequencePoolOptions) {
    this.cache = new PrefixCache(model.info.can, options.maxIdleTokens);
    this.#model = model;
    this.#keepsAnswers = options.keepsAnswers;
    this.#pieces = options.pieces;
  }

  /**
   * Gives the answer a sequence with as much of its prompt as is there, unless it had better wait, or there is none. Returns
   * whether tokens were copied, which takes time.
   */
  place(answer: Answer): boolean {
    const { awaited, tenant, tokens, promptEnd } = answer;
    if (awaited && this.#isComing(awaited)) return false;
    const limit = this.#pieces.reusable(promptEnd, promptEnd);
    const { ready, coming } = this.cache.find(tenant, tokens, limit);
    const isWorthWaiting = coming && coming.length - (ready?.length ?? 0) >= WORTH_WAITING;
    answer.awaited = isWorthWaiting ? coming : undefined;
    if (isWorthWaiting) return false;
    const sequence = (ready && this.#reuse(ready, promptEnd)) ?? this.#open();
    if (sequence) this.#give(answer, sequence);
    return sequence !== undefined && sequence.length > 0 && sequence !== ready?.source.sequence;
  }

  /** Takes the sequence back for those that begin as this answer, which is over. */
  release(answer: Answer): void {
    if (!this.#placed.delete(answer)) return;
    const { place, tokens, promptEnd, length } = answer;
    answer.place = undefined;
    // A guess that was never judged is behind the tokens.
    const kept = Math.min(length, this.#keepsAnswers ? tokens.length : promptEnd);
    if (length > kept) place!.sequence.truncate(this.#model.info.can.truncate ? kept : 0);
    this.cache.rest(place!, tokens.slice(0, place!.sequence.length));
  }

  /** Closes the answer's sequence: it is of no use, or its room is needed. */
  drop(answer: Answer): void {
    if (!this.#placed.delete(answer)) return;
    const { place } = answer;
    answer.place = undefined;
    this.cache.withdraw(place!);
    place!.sequence.close();
  }

  /** Makes room for so many more tokens at the cost of idle sequences, `kept` excepted. False when that is not enough. */
  makeRoom(tokens: number, kept?: CachedSequence): boolean {
    while (!this.hasRoom(tokens)) {
      if (!this.cache.evict(kept)) return false;
    }
    return true;
  }

  /** Whether so many more tokens fit beside all that is held. */
  hasRoom(tokens: number): boolean {
    let held = this.cache.tokens;
    for (const answer of this.#placed) held += answer.length;
    return held + tokens <= this.#model.info.maxCachedTokens;
  }

  /** Closes all sequences. */
  close(): void {
    for (const answer of [...this.#placed]) this.drop(answer);
    this.cache.clear();
  }

  #isComing({ source, length }: Prefix): boolean {
    return this.cache.isAnnounced(source) && source.sequence.length < length;
  }

  #give(answer: Answer, sequence: Sequence): void {
    const { job, tenant, tokens, promptEnd } = answer;
    if (sequence.length > 0) {
      this.reuse.hits++;
      this.reuse.tokens += sequence.length;
    }
    if (job.answers[0] === answer) job.cachedTokens ??= sequence.length;
    answer.place = this.cache.announce(tenant, sequence, tokens.slice(0, promptEnd));
    this.#placed.add(answer);
  }

  /** Copies the prefix where what follows it is worth keeping, and takes the sequence itself otherwise. */
  #reuse({ source, length: shared }: Prefix, promptEnd: number): Sequence | undefined {
    const isCut = this.#model.info.can.truncate;
    const length = isCut ? this.#pieces.reusable(shared, promptEnd) : shared;
    if (length === 0) return undefined;
    this.cache.touch(source);
    const isIdle = this.cache.isIdle(source);
    const rest = source.sequence.length - length;
    if (isIdle && rest <= length * COPY_TO_RUN) return this.#takeOver(source, length);
    const copy = this.#fork(source, length);
    if (copy || !isIdle || rest > length) return copy;
    return this.#takeOver(source, length);
  }

  #takeOver(source: CachedSequence, length: number): Sequence {
    this.cache.withdraw(source);
    if (source.sequence.length > length) source.sequence.truncate(length);
    return source.sequence;
  }

  #fork(source: CachedSequence, length: number): Sequence | undefined {
    if (!this.#model.info.can.fork || !this.makeRoom(length, source)) return undefined;
    return this.#open(() => source.sequence.fork(length), source);
  }

  /** A new sequence, at the cost of idle ones if need be; `undefined` when there is none to be had. */
  #open(open = () => this.#model.open(), kept?: CachedSequence): Sequence | undefined {
    const { maxSequences } = this.#model.info;
    while (this.#placed.size + this.cache.entries >= maxSequences) {
      if (!this.cache.evict(kept)) return undefined;
    }
    try {
      return open();
    } catch (fault) {
      if (!(fault instanceof NoSlotError)) throw fault;
      return this.cache.evict(kept) ? this.#open(open, kept) : undefined;
    }
  }
}

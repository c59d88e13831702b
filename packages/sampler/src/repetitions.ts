import type { BreakerState, Breakers } from './breakers.ts';
import { doubled, type TokenContext } from './context.ts';

export interface RepetitionOptions {
  /** The shortest match that counts. */
  readonly allowedLength: number;
  readonly breakers: Breakers | undefined;
}

/**
 * Which tokens would prolong a repetition of the context's end, and how long it is already. Follows
 * the context incrementally: one more token costs a visit to each of its earlier occurrences, a longer
 * addition one Z-function. Both are linear in the context at worst.
 */
export class Repetitions {
  /** The slots found by the last `find`, each once. */
  readonly found: { slots: Int32Array; count: number } = { slots: new Int32Array(256), count: 0 };
  /** By slot: the longest match that its token would prolong; 0 for a slot that was not found. */
  longest = new Int32Array(256);
  readonly #context: TokenContext;
  readonly #options: RepetitionOptions;
  /** How many positions and slots of the context the fields below know. */
  #positions = 0;
  #slots = 0;
  /** By position: the one before it with the same token, or -1. */
  #previous = new Int32Array(256);
  /**
   * By position: how many tokens that end there equal the context's end. Kept for the positions of the
   * context's last token only, which are all that the next token's matches build on.
   */
  #match = new Int32Array(256);
  /** By slot: the last position of its token. */
  #latest = new Int32Array(256);
  /** By slot: 1 if its token's own text holds a breaker. */
  #isBreaker = new Int32Array(256);
  #breakerState: BreakerState = 0;
  /** The position after the last breaker: no match reaches further back. */
  #start = 0;

  constructor(context: TokenContext, options: RepetitionOptions) {
    this.#context = context;
    this.#options = options;
  }

  fork(context: TokenContext): Repetitions {
    const copy = new Repetitions(context, this.#options);
    copy.#positions = this.#positions;
    copy.#slots = this.#slots;
    copy.#previous = this.#previous.slice();
    copy.#match = this.#match.slice();
    copy.#latest = this.#latest.slice();
    copy.#isBreaker = this.#isBreaker.slice();
    copy.#breakerState = this.#breakerState;
    copy.#start = this.#start;
    copy.longest = new Int32Array(this.longest.length);
    copy.found.slots = new Int32Array(this.found.slots.length);
    return copy;
  }

  /** Brings `found` and `longest` up to date with the context. */
  find(): void {
    this.#forget();
    this.#follow();
    const { slots, length } = this.#context;
    const reach = length - this.#start;
    if (reach < this.#options.allowedLength) return;
    let position = this.#previous[length - 1]!;
    for (; position >= 0; position = this.#previous[position]!) {
      this.#consider(slots[position + 1]!, Math.min(this.#match[position]!, reach));
    }
  }

  #consider(slot: number, size: number): void {
    const known = this.longest[slot]!;
    if (size < this.#options.allowedLength || size <= known || this.#isBreaker[slot] === 1) return;
    if (known === 0) this.found.slots[this.found.count++] = slot;
    this.longest[slot] = size;
  }

  #forget(): void {
    const { slots, count } = this.found;
    for (let index = 0; index < count; index++) this.longest[slots[index]!] = 0;
    this.found.count = 0;
  }

  #follow(): void {
    const added = this.#context.length - this.#positions;
    this.#reserve();
    while (this.#positions < this.#context.length) this.#addPosition(this.#positions++);
    if (added === 1) this.#prolongMatches();
    else if (added > 1) this.#computeMatches();
  }

  #reserve(): void {
    while (this.#previous.length < this.#context.length) {
      this.#previous = doubled(this.#previous);
      this.#match = doubled(this.#match);
    }
    while (this.#latest.length < this.#context.distinct) {
      this.#latest = doubled(this.#latest);
      this.#isBreaker = doubled(this.#isBreaker);
      this.longest = doubled(this.longest);
      this.found.slots = doubled(this.found.slots);
    }
  }

  #addPosition(position: number): void {
    const slot = this.#context.slots[position]!;
    const isNew = slot === this.#slots;
    this.#previous[position] = isNew ? -1 : this.#latest[slot]!;
    this.#latest[slot] = position;
    if (isNew) this.#slots++;
    const { breakers } = this.#options;
    if (breakers === undefined) return;
    const token = this.#context.tokens[slot]!;
    if (isNew) this.#isBreaker[slot] = breakers.read(0, token) < 0 ? 1 : 0;
    const state = breakers.read(this.#breakerState, token);
    this.#breakerState = state < 0 ? ~state : state;
    if (state < 0) this.#start = position + 1;
  }

  /** From the latest occurrence back, so that `match[position - 1]` is still that of the last step. */
  #prolongMatches(): void {
    const { slots, length } = this.#context;
    const before = length > 1 ? slots[length - 2]! : -1;
    const previous = this.#previous;
    const match = this.#match;
    for (let position = previous[length - 1]!; position >= 0; position = previous[position]!) {
      const prolongs = position > 0 && slots[position - 1] === before;
      match[position] = prolongs ? match[position - 1]! + 1 : 1;
    }
  }

  /** The Z-function of the reversed context (Gusfield 1997, 1.4), `left..right` its Z-box. */
  #computeMatches(): void {
    const { slots, length } = this.#context;
    const match = this.#match;
    const last = length - 1;
    let left = 0;
    let right = 0;
    for (let index = 1; index < length; index++) {
      let size = index < right ? Math.min(right - index, match[last - index + left]!) : 0;
      while (index + size < length && slots[last - size] === slots[last - index - size]) size++;
      match[last - index] = size;
      if (index + size <= right) continue;
      left = index;
      right = index + size;
    }
  }
}

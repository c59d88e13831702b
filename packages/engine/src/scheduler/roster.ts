import type { ModelInfo } from '@antiphon/backend';
import type { Answer } from './answer.ts';
import { FairQueue } from './fair-queue.ts';
import type { SequencePool } from './sequence-pool.ts';

/** Tokens that an answer is expected to need soon; without them it would be let in only to be put out again. */
const GROWTH = 64;

export interface RosterOptions {
  readonly info: ModelInfo;
  readonly pool: SequencePool;
  /** How many answers run at once. */
  readonly maxRunning: number;
}

/** Knows which answers run and which wait for a place among them. */
export class Roster {
  readonly queue = new FairQueue<Answer>();
  readonly #pool: SequencePool;
  readonly #maxRunning: number;
  readonly #maxCachedTokens: number;
  #running: Answer[] = [];
  #preemptions = 0;

  constructor({ info, pool, maxRunning }: RosterOptions) {
    this.#pool = pool;
    this.#maxRunning = maxRunning;
    this.#maxCachedTokens = info.maxCachedTokens;
  }

  get running(): readonly Answer[] {
    return this.#running;
  }

  /** Whether nothing runs and nothing waits. */
  get isEmpty(): boolean {
    return this.#running.length + this.queue.size === 0;
  }

  get freePlaces(): number {
    return this.#maxRunning - this.#running.length;
  }

  get preemptions(): number {
    return this.#preemptions;
  }

  /**
   * Lets the next one in if there is room. Whose turn it is waits for its room; otherwise small ones would pass it for ever.
   */
  admit(): Answer | undefined {
    const answer = this.queue.peek();
    if (!answer || this.freePlaces <= 0 || !this.#hasRoomFor(answer)) return undefined;
    this.queue.passTurn(answer);
    this.queue.remove(answer);
    this.#running.push(answer);
    return answer;
  }

  /** Sends the youngest answer that has a sequence back to the queue. False when only one has: it is not to be stopped. */
  preempt(): boolean {
    const placed = this.#running.filter(({ place }) => place);
    if (placed.length < 2) return false;
    const youngest = placed.reduce((last, next) => (next.order > last.order ? next : last));
    this.#pool.drop(youngest);
    this.#running.splice(this.#running.indexOf(youngest), 1);
    this.queue.add(youngest);
    this.#preemptions++;
    return true;
  }

  /** Takes out what is over. */
  sweep(): void {
    const over = this.#running.filter(({ isOver }) => isOver);
    if (over.length === 0) return;
    this.#running = this.#running.filter(({ isOver }) => !isOver);
    for (const answer of over) this.#pool.release(answer);
  }

  /** Takes out everything, and closes all sequences. */
  clear(): void {
    this.#running = [];
    this.#pool.close();
  }

  #hasRoomFor(answer: Answer): boolean {
    if (this.#running.length === 0) return true;
    let tokens = neededTokens(answer);
    for (const other of this.#running) tokens += neededTokens(other);
    return tokens <= this.#maxCachedTokens;
  }
}

function neededTokens({ size, room }: Answer): number {
  return size + Math.min(room, GROWTH);
}

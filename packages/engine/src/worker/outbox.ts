import type { GenerationDelta } from '@antiphon/backend';
import type { WorkerReport } from './messages.ts';

/** Reports that come within this time of a post wait for the next: a fast model would post thousands a second. */
const PAUSE_MS = 4;

/** Gathers reports and posts them together, in their order; what comes after a pause goes at once. */
export class Outbox {
  readonly #post: (reports: readonly WorkerReport[]) => void;
  #reports: WorkerReport[] = [];
  /** The batches of deltas among the waiting reports, by request. */
  readonly #batches = new Map<number, GenerationDelta[]>();
  #postedAt = Number.NEGATIVE_INFINITY;
  #isScheduled = false;

  constructor(post: (reports: readonly WorkerReport[]) => void) {
    this.#post = post;
  }

  add(report: WorkerReport): void {
    this.#reports.push(report);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const wait = this.#postedAt + PAUSE_MS - performance.now();
    // Not at once: what the same step brings to others goes along.
    if (wait <= 0) setImmediate(() => this.flush());
    else setTimeout(() => this.flush(), wait);
  }

  /** Joins the deltas of the same request that wait already. */
  addDelta(id: number, delta: GenerationDelta): void {
    const waiting = this.#batches.get(id);
    if (waiting) {
      waiting.push(delta);
      return;
    }
    const deltas = [delta];
    this.#batches.set(id, deltas);
    this.add({ kind: 'deltas', id, deltas });
  }

  flush(): void {
    const reports = this.#reports;
    this.#reports = [];
    this.#batches.clear();
    this.#isScheduled = false;
    this.#postedAt = performance.now();
    if (reports.length > 0) this.#post(reports);
  }
}

/** A chunk of a prompt may take this many times as long as a step that only decodes. */
const CHUNK_TO_STEP = 1.4;

/** So many steps with chunks come between two that only decode, which tell how long those take. */
const STEPS_BETWEEN_MEASURES = 16;

/** The same where the batch has shrunk, and what was measured is too long for it. */
const STEPS_AFTER_SHRINKING = 4;

/** A new measure counts for so much of the average. */
const WEIGHT = 0.25;

/** Tokens of a small chunk take longer than those of a large one, at first presumably so many times. */
const SMALL_CHUNK_COST = 2;

/** A chunk of one token would be run as a decode step, whose bits are not those of a chunk. */
const SMALLEST_CHUNK = 2;

/** What a step was made of, and how long it took. */
export interface StepTime {
  readonly milliseconds: number;
  /** Answers of which it drew a token. */
  readonly streams: number;
  /** Tokens of prompts in it. */
  readonly promptTokens: number;
}

/**
 * Sizes the chunks of prompts so that answers that are being drawn keep their pace: none waits longer than three steps, which
 * leaves two for the chunk, and those not wholly, since measures are noisy.
 */
export class ChunkPace {
  readonly #largest: number;
  #decodeMs: number | undefined;
  /** How many streams `#decodeMs` holds for. */
  #streams = 0;
  #tokenMs: number | undefined;
  /** The same for chunks beside streams. */
  #smallTokenMs: number | undefined;
  #steps = 0;

  constructor(largest: number) {
    this.#largest = Math.max(largest, SMALLEST_CHUNK);
  }

  /** How many tokens of prompts the next step may take beside so many streams: 0 where it is to be measured without. */
  chunk(streams: number): number {
    if (streams === 0) return this.#largest;
    const tokenMs = this.#smallTokenMs ?? (this.#tokenMs ?? 0) * SMALL_CHUNK_COST;
    if (this.#decodeMs === undefined || this.#isDue(streams)) return 0;
    if (tokenMs === 0) return SMALLEST_CHUNK;
    // A step of a batch that has shrunk takes at least the part that is left of it.
    const stepMs = this.#decodeMs * Math.min(streams / this.#streams, 1);
    const tokens = Math.floor((CHUNK_TO_STEP * stepMs) / tokenMs);
    return Math.min(Math.max(tokens, SMALLEST_CHUNK), this.#largest);
  }

  record({ milliseconds, streams, promptTokens }: StepTime): void {
    if (streams === 0) {
      this.#tokenMs = average(this.#tokenMs, milliseconds / Math.max(promptTokens, 1));
    } else if (promptTokens === 0) {
      const past = streams === this.#streams ? this.#decodeMs : undefined;
      this.#decodeMs = average(past, milliseconds);
      this.#streams = streams;
      this.#steps = 0;
    } else {
      const chunkMs = Math.max(milliseconds - (this.#decodeMs ?? 0), milliseconds / 4);
      this.#smallTokenMs = average(this.#smallTokenMs, chunkMs / promptTokens);
      this.#steps++;
    }
  }

  #isDue(streams: number): boolean {
    if (this.#steps >= STEPS_BETWEEN_MEASURES) return true;
    return streams < this.#streams && this.#steps >= STEPS_AFTER_SHRINKING;
  }
}

/** A single measure, which something else on the machine may have disturbed, does not count for more than double. */
function average(past: number | undefined, measure: number): number {
  if (past === undefined) return measure;
  return past + WEIGHT * (Math.min(measure, 2 * past) - past);
}

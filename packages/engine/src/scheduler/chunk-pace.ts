import { ChunkSize } from './chunk-size.ts';

/** A chunk of a prompt may take this many times as long as a step that only decodes. */
const CHUNK_TO_STEP = 1.6;

/** So many steps with chunks come between two that only decode, which tell how long those take. */
const STEPS_BETWEEN_MEASURES = 16;

/** The same where the batch has shrunk, and what was measured is too long for it. */
const STEPS_AFTER_SHRINKING = 4;

/** Of so many measures the middle one counts: what else the machine does disturbs single ones. */
const DECODE_MEASURES = 3;
const CHUNK_MEASURES = 5;

/** The part of a chunk's time that grows with it, at a guess: the rest is for reading the weights. */
const GROWING_PART = 0.5;

const FIRST_GUESS = 8;

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
  /** Times of the last steps that only decoded. */
  #decodeMs: number[] = [];
  /** For how many streams these were. */
  #streams = 0;
  #tokenMs: number | undefined;
  readonly #size: ChunkSize;
  /** How long the last chunks of this size took. */
  #chunkMs: number[] = [];
  #steps = 0;

  constructor(largest: number) {
    this.#largest = largest;
    this.#size = new ChunkSize(largest);
  }

  /** How many tokens of prompts the next step may take beside so many streams: 0 where it is to be measured without. */
  chunk(streams: number): number {
    if (streams === 0) return this.#largest;
    if (this.#decodeMs.length === 0 || this.#isDue(streams)) return 0;
    // A step of a batch that has shrunk takes at least the part that is left of it.
    return this.#size.clamp(this.#size.value * Math.min(streams / this.#streams, 1));
  }

  record(time: StepTime): void {
    if (time.streams === 0) this.#tokenMs = time.milliseconds / Math.max(time.promptTokens, 1);
    else if (time.promptTokens === 0) this.#recordDecode(time);
    else this.#recordChunk(time);
  }

  #recordDecode({ milliseconds, streams }: StepTime): void {
    const isSmaller = streams < this.#streams;
    const past = streams === this.#streams ? this.#decodeMs : [];
    this.#decodeMs = [...past, milliseconds].slice(-DECODE_MEASURES);
    this.#streams = streams;
    this.#steps = 0;
    const guess = this.#guess();
    if (this.#size.value === 0 || (isSmaller && guess < this.#size.value)) this.#size.reset(guess);
  }

  #guess(): number {
    if (this.#tokenMs === undefined) return FIRST_GUESS;
    return (GROWING_PART * this.#allowedMs) / this.#tokenMs;
  }

  /** Chunks of other sizes, such as the last of a prompt, tell nothing about this one. */
  #recordChunk({ milliseconds, streams, promptTokens }: StepTime): void {
    this.#steps++;
    const { value } = this.#size;
    if (streams !== this.#streams || Math.abs(promptTokens - value) > value / 4) return;
    this.#chunkMs.push(milliseconds - middle(this.#decodeMs));
    if (this.#chunkMs.length < CHUNK_MEASURES) return;
    this.#size.adjust(middle(this.#chunkMs), this.#allowedMs);
    this.#chunkMs = [];
  }

  get #allowedMs(): number {
    return CHUNK_TO_STEP * middle(this.#decodeMs);
  }

  #isDue(streams: number): boolean {
    if (this.#steps >= STEPS_BETWEEN_MEASURES) return true;
    return streams < this.#streams && this.#steps >= STEPS_AFTER_SHRINKING;
  }
}

function middle(measures: readonly number[]): number {
  return measures.toSorted((one, other) => one - other)[measures.length >>> 1]!;
}

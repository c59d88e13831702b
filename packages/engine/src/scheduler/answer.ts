import type { ModelInfo, Sequence, StepItem } from '@antiphon/backend';
import type { Choice, Generation } from '../generation.ts';
import type { CachedSequence, Prefix } from '../prefix-cache/prefix-cache.ts';
import { Drafter } from './draft.ts';
import { Draw } from './draw.ts';
import type { Queued } from './fair-queue.ts';
import type { Job } from './job.ts';
import type { Pieces } from './pieces.ts';

/** Forced text is run in pieces of so many tokens, that answers of others do not wait for it. */
const LONGEST_FORCED_RUN = 32;

/** After so many steps that failed with it in them an answer is run by itself to its end. */
const MOST_FAULTS = 3;

export interface AnswerOptions {
  readonly generation: Generation;
  readonly choice: Choice;
  /** Which choice of the generation. */
  readonly index: number;
  readonly info: ModelInfo;
  /** Tokens that fit behind the prompt. */
  readonly room: number;
  readonly order: number;
}

/** How many tokens were guessed, and how many of them came true. */
export interface DraftCounts {
  readonly drafted: number;
  readonly accepted: number;
}

/**
 * One choice of a generation while it is drawn: its tokens, and how far the model has seen them. Should its sequence be lost, all
 * tokens are run again, those of the answer in the same portions as before, since the bits depend on it.
 */
export class Answer implements Queued {
  readonly job: Job;
  readonly tenant: string;
  readonly order: number;
  /** The prompt and then the answer. */
  readonly tokens: number[] = [];
  /** Where its keys and values are; `undefined` while it has none. */
  place: CachedSequence | undefined;
  /** What another answer is about to run for both. */
  awaited: Prefix | undefined;
  /** Whether it was in a step that failed and may be the cause. */
  isSuspect = false;
  #faults = 0;
  readonly #prompt: readonly number[];
  readonly #draw: Draw;
  readonly #vocabularySize: number;
  readonly #drafter = new Drafter();
  /** Where portions of more than one token of the answer begin and end. */
  readonly #portions = new Map<number, number>();
  /** The end of what is run as a prompt: the prompt and what the grammar puts first. */
  #promptEnd = 0;
  #draft: readonly number[] = [];
  readonly #single = [0];

  constructor(job: Job, options: AnswerOptions) {
    const { generation, choice, index, info, room, order } = options;
    this.job = job;
    this.tenant = generation.tenant;
    this.order = order + index / generation.choices.length;
    this.#prompt = generation.prompt;
    this.#draw = new Draw(choice, info, room);
    this.#vocabularySize = info.vocabularySize;
  }

  /** How many tokens of it the model has seen. */
  get length(): number {
    return this.place?.sequence.length ?? 0;
  }

  get promptEnd(): number {
    return this.#promptEnd;
  }

  get drawnTokens(): number {
    return this.#draw.count;
  }

  /** Whether all of it is drawn. */
  get isWhole(): boolean {
    return this.#draw.isOver;
  }

  /** Whether it needs no more steps. */
  get isOver(): boolean {
    return this.#draw.isOver || this.job.isOver;
  }

  /** Whether the model has not yet seen the whole prompt. */
  get isReading(): boolean {
    return this.length < this.#promptEnd;
  }

  /** How many tokens its sequence must hold to go on. */
  get size(): number {
    return Math.max(this.tokens.length, this.#prompt.length);
  }

  /** How many more tokens may be drawn. */
  get room(): number {
    return this.#draw.room;
  }

  /** Is called before all else, when it is let in for the first time. */
  begin(): void {
    if (this.tokens.length > 0) return;
    for (const token of this.#prompt) this.tokens.push(token);
    this.#draw.begin(this.tokens);
    this.#promptEnd = this.tokens.length;
  }

  /** The next tokens for its sequence: a piece of the prompt, of about `size`, or what was drawn last. */
  next(sequence: Sequence, pieces: Pieces, size: number): StepItem {
    const { tokens, length } = this;
    const end = this.isReading
      ? pieces.cut(length, this.#promptEnd, size)
      : (this.#portions.get(length) ?? length + 1);
    const logits = end === tokens.length ? 'last' : 'none';
    this.#draft = [];
    if (end > length + 1) return { sequence, tokens: tokens.slice(length, end), logits };
    this.#single[0] = tokens[length]!;
    return { sequence, tokens: this.#single, logits };
  }

  /** The last token and guesses at what follows; the plain next item where there are none. */
  nextWithDraft(sequence: Sequence, pieces: Pieces): StepItem {
    const { tokens } = this;
    const item = this.next(sequence, pieces, 1);
    if (item.logits !== 'last' || item.tokens.length > 1) return item;
    this.#draft = this.#drafter.draft(tokens, this.#draw.room - 1);
    if (this.#draft.length === 0) return item;
    return { sequence, tokens: [tokens.at(-1)!, ...this.#draft], logits: 'all' };
  }

  /** Computes what may come next, while the model runs. */
  prepare(): void {
    this.#draw.prepare();
  }

  /** Draws from the logits of the last item, and tells how many tokens were guessed. Changes the logits. */
  take(logits: Float32Array): DraftCounts {
    const drafted = this.#draft.length;
    let accepted = 0;
    if (drafted === 0) this.#takeRow(logits);
    else accepted = this.#verify(this.#draft, logits);
    this.isSuspect = this.#faults >= MOST_FAULTS;
    return { drafted, accepted };
  }

  /** It was in a step that failed. Now it is run by itself until it is as far again; after several faults, to its end. */
  suspect(): void {
    this.#faults++;
    this.isSuspect = true;
  }

  /** Draws row by row as without a draft, as long as what is drawn is what was guessed; the rest of the sequence is forgotten. */
  #verify(draft: readonly number[], logits: Float32Array): number {
    const width = this.#vocabularySize;
    const start = this.tokens.length;
    let row = 0;
    try {
      while (this.#isGuessed(draft[row], logits.subarray(row * width, (row + 1) * width))) {
        row++;
        this.prepare();
      }
    } finally {
      this.place?.sequence.truncate(start + row);
    }
    this.#drafter.judge(draft.length, row);
    return row;
  }

  /** Whether the guess is what is drawn, and more may be drawn after it. */
  #isGuessed(guess: number | undefined, logits: Float32Array): boolean {
    const { tokens } = this;
    const start = tokens.length;
    this.#takeRow(logits);
    return !this.isOver && tokens.length === start + 1 && tokens[start] === guess;
  }

  #takeRow(logits: Float32Array): void {
    const start = this.tokens.length;
    this.#draw.take(logits, this.tokens);
    const end = this.tokens.length;
    for (let from = start; from < end - 1; from += LONGEST_FORCED_RUN) {
      this.#portions.set(from, Math.min(from + LONGEST_FORCED_RUN, end));
    }
  }
}

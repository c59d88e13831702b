import type { LogitsModel, StepItem } from '@antiphon/backend';
import type { Answer } from './answer.ts';
import { ChunkPace } from './chunk-pace.ts';
import type { Pieces } from './pieces.ts';

/** What one step of the model does. */
export interface StepPlan {
  readonly items: StepItem[];
  /** Whose the items are, in the same order. */
  readonly answers: Answer[];
  /** How many of the answers have read their prompt. */
  streams: number;
  /** Tokens of all items. */
  tokens: number;
  /** Those of them that are read from prompts. */
  promptTokens: number;
  /** What another step reads while this one runs, and others after it by `planBeside`. */
  readonly reading?: StepPlan;
}

export interface StepPlannerOptions {
  readonly pieces: Pieces;
  /** The most tokens of prompts in a step. */
  readonly prefillChunk: number;
  /** Whether to guess at what follows, and have several tokens checked in one run. */
  readonly isSpeculating: boolean;
}

/** Beside steps that draw, so many tokens of a prompt are read at a time: much more wait too long for what comes in meanwhile. */
const LONGEST_BESIDE = 128;

/** Decides what goes into the next step: all answers that are being drawn, and beside them as much of a prompt as their pace allows. */
export class StepPlanner {
  readonly pace: ChunkPace;
  readonly #pieces: Pieces;
  readonly #isSpeculating: boolean;
  /** Most tokens of a piece that is read beside steps that draw; 0 where the model does one thing at a time. */
  readonly #besideTokens: number;
  #hasRunPortions = false;
  /** Whose prompt was read last. */
  #lastReader = '';
  #wasAlone = false;

  constructor({ info }: LogitsModel, options: StepPlannerOptions) {
    this.pace = new ChunkPace(options.prefillChunk);
    this.#pieces = options.pieces;
    this.#isSpeculating = options.isSpeculating && info.can.allLogits && info.can.truncate;
    this.#besideTokens = info.can.overlap ? Math.min(options.prefillChunk, LONGEST_BESIDE) : 0;
  }

  /** Suspects of a fault are run one by one, in turns with the others. The plan is empty when no answer has a sequence. */
  plan(running: readonly Answer[]): StepPlan {
    const placed = running.filter(({ place }) => place);
    const suspect = placed.find(({ isSuspect }) => isSuspect);
    if (!suspect) return this.#together(placed);
    const others = placed.filter(({ isSuspect }) => !isSuspect);
    this.#wasAlone = !this.#wasAlone || others.length === 0;
    return this.#wasAlone ? this.#alone(suspect, others) : this.#together(others);
  }

  /** A step to be run beside one that reads, for those of the answers that can go on by one token each. */
  planBeside(reading: StepPlan, answers: readonly Answer[]): StepPlan {
    const plan = emptyPlan();
    for (const answer of answers) {
      if (!answer.isOver) this.#addStream(plan, answer, false);
    }
    return { ...singles(plan), reading };
  }

  #together(answers: readonly Answer[]): StepPlan {
    const plan = emptyPlan();
    const readers: Answer[] = [];
    const streams = answers.filter((answer) => !answer.isReading || !readers.push(answer));
    const isSpeculating = this.#isSpeculating && answers.length === 1;
    for (const stream of streams) this.#addStream(plan, stream, isSpeculating);
    if (this.#besideTokens > 0 && streams.length > 0) return this.#addBeside(plan, readers);
    this.#addReaders(plan, readers);
    return plan;
  }

  /** Portions of several tokens are run without a piece beside them, and then it is the turn of a piece. */
  #addBeside(plan: StepPlan, readers: readonly Answer[]): StepPlan {
    const draw = singles(plan);
    const hasPortions = draw.items.length < plan.items.length;
    this.#hasRunPortions = hasPortions && !this.#hasRunPortions;
    if (readers.length === 0 || this.#hasRunPortions) return plan;
    const reader = this.#takeTurn(readers);
    const reading = emptyPlan();
    if (this.#addPiece(reading, reader, this.#besideTokens) > 1) {
      return draw.items.length > 0 ? { ...draw, reading } : reading;
    }
    // A piece of one token is none that steps of such tokens may run beside.
    this.#addPiece(draw, reader, 1);
    return draw;
  }

  #addStream(plan: StepPlan, answer: Answer, isSpeculating: boolean): void {
    const { sequence } = answer.place!;
    const item = isSpeculating
      ? answer.nextWithDraft(sequence, this.#pieces)
      : answer.next(sequence, this.#pieces, 1);
    add(plan, answer, item);
    plan.streams++;
  }

  /** Beside streams one piece: each costs at least as much as a step, however short it is. */
  #addReaders(plan: StepPlan, readers: Answer[]): void {
    let rest = this.pace.chunk(plan.streams);
    while (rest > 0 && readers.length > 0) {
      const reader = this.#takeTurn(readers);
      readers.splice(readers.indexOf(reader), 1);
      rest -= this.#addPiece(plan, reader, rest);
      if (plan.streams > 0) return;
    }
  }

  #alone(answer: Answer, others: readonly Answer[]): StepPlan {
    const plan = emptyPlan();
    if (!answer.isReading) this.#addStream(plan, answer, false);
    else this.#addPiece(plan, answer, this.#aloneSize(others));
    return plan;
  }

  #aloneSize({ length: others }: readonly Answer[]): number {
    if (others > 0 && this.#besideTokens > 0) return this.#besideTokens;
    return this.pace.chunk(others) || 1;
  }

  /** Returns the length of the piece. */
  #addPiece(plan: StepPlan, answer: Answer, size: number): number {
    const item = answer.next(answer.place!.sequence, this.#pieces, size);
    add(plan, answer, item);
    plan.promptTokens += item.tokens.length;
    return item.tokens.length;
  }

  /** The first of the tenant whose name comes after that of the last: all have their turn, whoever comes and goes. */
  #takeTurn(readers: readonly Answer[]): Answer {
    const later = readers.filter(({ tenant }) => tenant > this.#lastReader);
    const reader = (later.length > 0 ? later : readers).reduce((first, next) =>
      next.tenant < first.tenant || (next.tenant === first.tenant && next.order < first.order)
        ? next
        : first,
    );
    this.#lastReader = reader.tenant;
    return reader;
  }
}

function emptyPlan(): StepPlan {
  return { items: [], answers: [], streams: 0, tokens: 0, promptTokens: 0 };
}

function add(plan: StepPlan, answer: Answer, item: StepItem): void {
  plan.items.push(item);
  plan.answers.push(answer);
  plan.tokens += item.tokens.length;
}

/** The part of a plan for streams that may run beside a step that reads: items of one token each. */
function singles(plan: StepPlan): StepPlan {
  const part = emptyPlan();
  for (const [index, item] of plan.items.entries()) {
    if (item.tokens.length > 1) continue;
    add(part, plan.answers[index]!, item);
    part.streams++;
  }
  return part;
}

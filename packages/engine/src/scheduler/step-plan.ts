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
}

export interface StepPlannerOptions {
  readonly pieces: Pieces;
  /** The most tokens of prompts in a step. */
  readonly prefillChunk: number;
  /** Whether to guess at what follows, and have several tokens checked in one run. */
  readonly isSpeculating: boolean;
}

/** Decides what goes into the next step: all answers that are being drawn, and beside them as much of a prompt as their pace allows. */
export class StepPlanner {
  readonly pace: ChunkPace;
  readonly #pieces: Pieces;
  readonly #isSpeculating: boolean;
  /** Whose prompt was read last. */
  #lastReader = '';
  #wasAlone = false;

  constructor({ info }: LogitsModel, options: StepPlannerOptions) {
    this.pace = new ChunkPace(options.prefillChunk);
    this.#pieces = options.pieces;
    this.#isSpeculating = options.isSpeculating && info.can.allLogits && info.can.truncate;
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

  #together(answers: readonly Answer[]): StepPlan {
    const plan = emptyPlan();
    const readers: Answer[] = [];
    const streams = answers.filter((answer) => !answer.isReading || !readers.push(answer));
    const isSpeculating = this.#isSpeculating && answers.length === 1;
    for (const stream of streams) this.#addStream(plan, stream, isSpeculating);
    this.#addReaders(plan, readers);
    return plan;
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
      const reader = this.#nextReader(readers);
      readers.splice(readers.indexOf(reader), 1);
      this.#lastReader = reader.tenant;
      rest -= this.#addPiece(plan, reader, rest);
      if (plan.streams > 0) return;
    }
  }

  #alone(answer: Answer, others: readonly Answer[]): StepPlan {
    const plan = emptyPlan();
    if (!answer.isReading) this.#addStream(plan, answer, false);
    else this.#addPiece(plan, answer, this.pace.chunk(others.length) || 1);
    return plan;
  }

  /** Returns the length of the piece. */
  #addPiece(plan: StepPlan, answer: Answer, size: number): number {
    const item = answer.next(answer.place!.sequence, this.#pieces, size);
    add(plan, answer, item);
    plan.promptTokens += item.tokens.length;
    return item.tokens.length;
  }

  /** The first of the tenant whose name comes after that of the last: all have their turn, whoever comes and goes. */
  #nextReader(readers: readonly Answer[]): Answer {
    const later = readers.filter(({ tenant }) => tenant > this.#lastReader);
    return (later.length > 0 ? later : readers).reduce((first, next) =>
      next.tenant < first.tenant || (next.tenant === first.tenant && next.order < first.order)
        ? next
        : first,
    );
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

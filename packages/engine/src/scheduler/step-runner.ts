import { type LogitsModel, ModelFaultError } from '@antiphon/backend';
import type { Answer } from './answer.ts';
import type { ChunkPace } from './chunk-pace.ts';
import type { SequencePool } from './sequence-pool.ts';
import type { StepPlan } from './step-plan.ts';

export interface StepRunnerOptions {
  readonly pool: SequencePool;
  /** Is told how long each step took that had the model to itself. */
  readonly pace: ChunkPace;
  readonly signal: AbortSignal;
}

/** Gives the next step of the answers that are drawn while a prompt is read, or `undefined` when they are to wait for its end. */
export type NextDraw = () => Promise<StepPlan | undefined>;

type Logits = readonly (Float32Array | undefined)[];

/** Why a step failed, and whose it was. */
class Failure {
  readonly answers: readonly Answer[];
  readonly fault: unknown;

  constructor(answers: readonly Answer[], fault: unknown) {
    this.answers = answers;
    this.fault = fault;
  }
}

/** Runs steps on the model, and draws from what they give. */
export class StepRunner {
  readonly counts = { steps: 0, promptTokens: 0, draftedTokens: 0, acceptedTokens: 0 };
  readonly #model: LogitsModel;
  readonly #options: StepRunnerOptions;

  constructor(model: LogitsModel, options: StepRunnerOptions) {
    this.#model = model;
    this.#options = options;
  }

  /** What fails fails the generations that are to blame for it, and never the call. */
  async run(plan: StepPlan): Promise<void> {
    const start = performance.now();
    const result = await this.#runModel(plan);
    if (result instanceof Failure) return this.#recover(result);
    const { streams, promptTokens } = plan;
    const milliseconds = performance.now() - start;
    this.#options.pace.record({ milliseconds, streams, promptTokens });
    this.#takeAll(plan, result);
  }

  /**
   * Runs the step and the one that reads, and others beside that until it has ended. Fails as `run` does, and only when none is under
   * way: sequences are not closed before.
   */
  async runBeside(reading: StepPlan, plan: StepPlan, nextDraw: NextDraw): Promise<void> {
    let isReading = true;
    const read = this.#step(reading).finally(() => {
      isReading = false;
    });
    const failures = await Promise.all([read, this.#draw(plan, nextDraw, () => isReading)]);
    for (const failure of failures) {
      if (failure) this.#recover(failure);
    }
  }

  async #draw(
    first: StepPlan,
    nextDraw: NextDraw,
    isReading: () => boolean,
  ): Promise<Failure | undefined> {
    let plan: StepPlan | undefined = first;
    while (plan) {
      const failure = await this.#step(plan);
      if (failure || !isReading()) return failure;
      plan = await nextDraw();
      if (!isReading()) return undefined;
    }
    return undefined;
  }

  async #step(plan: StepPlan): Promise<Failure | undefined> {
    const result = await this.#runModel(plan);
    if (result instanceof Failure) return result;
    this.#takeAll(plan, result);
    return undefined;
  }

  /** While it runs, the masks for what it will give are computed. */
  async #runModel({ items, answers }: StepPlan): Promise<Logits | Failure> {
    try {
      const logits = this.#model.step(items, this.#options.signal);
      for (const [index, answer] of answers.entries()) {
        if (items[index]!.logits !== 'none') answer.job.attempt(() => answer.prepare());
      }
      return await logits;
    } catch (fault) {
      return new Failure(answers, fault);
    }
  }

  #takeAll({ answers, promptTokens }: StepPlan, logits: Logits): void {
    this.counts.steps++;
    this.counts.promptTokens += promptTokens;
    for (const [index, answer] of answers.entries()) {
      const rows = logits[index];
      if (rows && !answer.isOver) this.#take(answer, rows);
    }
  }

  #take(answer: Answer, logits: Float32Array): void {
    const { job } = answer;
    job.attempt(() => {
      const { drafted, accepted } = answer.take(logits);
      this.counts.draftedTokens += drafted;
      this.counts.acceptedTokens += accepted;
    });
    if (answer.isWhole) job.settle();
  }

  /**
   * Where the fault says whose it is, theirs are lost, and the others go on. Otherwise all sequences of the step are lost, and which
   * answer was the cause shows when they are run again one by one.
   */
  #recover({ answers, fault }: Failure): void {
    const culprits = culpritsOf(fault, answers);
    const lost = culprits.length > 0 ? culprits : answers;
    const isKnown = culprits.length > 0 || answers.length === 1;
    for (const answer of lost) {
      this.#options.pool.drop(answer);
      answer.suspect();
      if (isKnown) answer.job.fail(fault);
    }
  }
}

function culpritsOf(fault: unknown, answers: readonly Answer[]): readonly Answer[] {
  if (!(fault instanceof ModelFaultError) || !fault.sequences) return [];
  const named = new Set(fault.sequences);
  return answers.filter(({ place }) => place && named.has(place.sequence));
}

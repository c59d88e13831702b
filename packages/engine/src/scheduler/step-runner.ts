import type { LogitsModel } from '@antiphon/backend';
import type { Answer } from './answer.ts';
import type { ChunkPace } from './chunk-pace.ts';
import type { SequencePool } from './sequence-pool.ts';
import type { StepPlan } from './step-plan.ts';

export interface StepRunnerOptions {
  readonly pool: SequencePool;
  /** Is told how long each step took. */
  readonly pace: ChunkPace;
  readonly signal: AbortSignal;
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
    const logits = await this.#runModel(plan);
    if (!logits) return;
    const { answers, streams, promptTokens } = plan;
    const milliseconds = performance.now() - start;
    this.#options.pace.record({ milliseconds, streams, promptTokens });
    this.counts.steps++;
    this.counts.promptTokens += promptTokens;
    answers.forEach((answer, index) => {
      const rows = logits[index];
      if (rows && !answer.isOver) this.#take(answer, rows);
    });
  }

  /** Resolves to `undefined` when the step failed. While it runs, the masks for what it will give are computed. */
  async #runModel({ items, answers }: StepPlan) {
    try {
      const logits = this.#model.step(items, this.#options.signal);
      for (let index = 0; index < items.length; index++) {
        const answer = answers[index]!;
        if (items[index]!.logits !== 'none') answer.job.attempt(() => answer.prepare());
      }
      return await logits;
    } catch (fault) {
      this.#recover(answers, fault);
      return undefined;
    }
  }

  /** The sequences of a step that failed are lost. Which answer was the cause shows when they are run again one by one. */
  #recover(answers: readonly Answer[], fault: unknown): void {
    for (const answer of answers) {
      this.#options.pool.drop(answer);
      answer.suspect();
    }
    if (answers.length === 1) answers[0]!.job.fail(fault);
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
}

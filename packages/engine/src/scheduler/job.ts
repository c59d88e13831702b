import type { ModelInfo } from '@antiphon/backend';
import type { Generation, GenerationCounts } from '../generation.ts';
import { Answer } from './answer.ts';

export interface JobOptions {
  readonly info: ModelInfo;
  /** Tokens that a prompt may have with its answer. */
  readonly limit: number;
  /** How many came before. */
  readonly order: number;
}

/** A generation on its way through the scheduler. */
export class Job {
  readonly answers: readonly Answer[];
  /** Prompt tokens that were taken from earlier requests; `undefined` before it has begun. */
  cachedTokens: number | undefined;
  readonly #outcome = Promise.withResolvers<GenerationCounts>();
  readonly #signal: AbortSignal;
  readonly #abort = () => this.fail(this.#signal.reason);
  #isOver = false;

  constructor(generation: Generation, { info, limit, order }: JobOptions) {
    const room = limit - generation.prompt.length;
    this.answers = generation.choices.map(
      (choice, index) => new Answer(this, { generation, choice, index, info, room, order }),
    );
    this.#signal = generation.signal;
    this.#signal.addEventListener('abort', this.#abort, { once: true });
  }

  /** Resolves when all answers are whole; rejects when it failed or was aborted. */
  get outcome(): Promise<GenerationCounts> {
    return this.#outcome.promise;
  }

  /** Whether nothing more is to be done for it. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Resolves the outcome if all answers are whole. */
  settle(): void {
    if (this.#isOver || !this.answers.every((answer) => answer.isWhole)) return;
    this.#end();
    const outputTokens = this.answers.reduce((sum, answer) => sum + answer.drawnTokens, 0);
    this.#outcome.resolve({ cachedTokens: this.cachedTokens ?? 0, outputTokens });
  }

  fail(reason: unknown): void {
    if (this.#isOver) return;
    this.#end();
    this.#outcome.reject(reason);
  }

  /** What goes wrong in the action is the fault of this generation only. */
  attempt(action: () => void): void {
    try {
      action();
    } catch (fault) {
      this.fail(fault);
    }
  }

  #end(): void {
    this.#isOver = true;
    this.#signal.removeEventListener('abort', this.#abort);
  }
}

import { BusyError, ContextLengthError, type LogitsModel, NoSlotError } from '@antiphon/backend';
import type { Generation, GenerationCounts } from '../generation.ts';
import { Breather } from './breather.ts';
import { Job } from './job.ts';
import { Pieces } from './pieces.ts';
import { Roster } from './roster.ts';
import { SequencePool } from './sequence-pool.ts';
import type { SchedulerStatistics } from './statistics.ts';
import { type StepPlan, StepPlanner } from './step-plan.ts';
import { StepRunner } from './step-runner.ts';

export interface SchedulerOptions {
  /** How many answers are drawn at once. Default, and at most: as many as the model has sequences. */
  readonly maxRunning?: number;
  /** How many generations wait at most when that many run. Default 256. */
  readonly maxWaiting?: number;
  /** The most tokens of prompts that a step takes in; fewer while answers are being drawn, to keep their pace. Default 256. */
  readonly prefillChunk?: number;
  readonly prefixCache?: PrefixCacheOptions;
  /**
   * `prompt-lookup`: a lone answer is guessed ahead from its own text, several tokens checked in one run. Default `off`: kernels
   * round such a run in another way, a little or, of 4-bit weights, by tenths of a logit, so that the answer may be another.
   */
  readonly speculation?: 'off' | 'prompt-lookup';
}

export interface PrefixCacheOptions {
  /** How many tokens to keep at most of what was run for earlier requests. Default: as many as the model can hold beside what runs. */
  readonly maxTokens?: number;
  /**
   * Whether the tokens of answers are kept beside those of prompts (default: yes). They were run one by one, and kernels, above
   * all of 4-bit weights, round that in another way than a prompt: without them an answer never differs from a cold server's.
   */
  readonly keepsAnswers?: boolean;
}

/** Room for so many tokens of each answer is made while a piece of a prompt is read beside it. */
const DRAWN_BESIDE = 64;

/** Runs generations on one model, as many at a time as it has room for: all that are being drawn advance in each of its steps. */
export class Scheduler {
  readonly #model: LogitsModel;
  readonly #maxWaiting: number;
  /** Tokens that one prompt may have with its answer. */
  readonly #limit: number;
  readonly #pool: SequencePool;
  readonly #planner: StepPlanner;
  readonly #roster: Roster;
  readonly #jobs = new Set<Job>();
  /** Those of the jobs of which no answer was let in yet. */
  readonly #waiting = new Set<Job>();
  readonly #runner: StepRunner;
  readonly #breather = new Breather();
  #order = 0;
  #answerTokens = 0;
  readonly #closing = new AbortController();
  #isAwake = false;
  #work: Promise<void> | undefined;

  constructor(model: LogitsModel, options: SchedulerOptions = {}) {
    const { contextLength, maxCachedTokens, maxSequences } = model.info;
    const pieces = new Pieces(model.info);
    this.#model = model;
    this.#maxWaiting = options.maxWaiting ?? 256;
    this.#limit = Math.min(contextLength, maxCachedTokens);
    this.#pool = new SequencePool(model, {
      pieces,
      maxIdleTokens: options.prefixCache?.maxTokens ?? maxCachedTokens,
      keepsAnswers: options.prefixCache?.keepsAnswers ?? true,
    });
    this.#roster = new Roster({
      info: model.info,
      pool: this.#pool,
      maxRunning: Math.min(options.maxRunning ?? maxSequences, maxSequences),
    });
    this.#planner = new StepPlanner(model, {
      pieces,
      prefillChunk: options.prefillChunk ?? 256,
      isSpeculating: options.speculation === 'prompt-lookup',
    });
    const { signal } = this.#closing;
    this.#runner = new StepRunner(model, { pool: this.#pool, pace: this.#planner.pace, signal });
  }

  get statistics(): SchedulerStatistics {
    const { cache, reuse } = this.#pool;
    const { running, queue, preemptions } = this.#roster;
    return {
      running: running.length,
      waiting: queue.size,
      cacheEntries: cache.entries,
      cacheTokens: cache.tokens,
      cacheHits: reuse.hits,
      reusedTokens: reuse.tokens,
      preemptions,
      answerTokens: this.#answerTokens,
      ...this.#runner.counts,
    };
  }

  /**
   * Draws all choices to their ends. Rejects with `BusyError` when too many wait already, with `ContextLengthError` when the
   * prompt leaves no room, with the signal's reason once aborted, and with what a choice, its matcher or the model threw.
   */
  async run(generation: Generation): Promise<GenerationCounts> {
    this.#check(generation);
    const order = this.#order++;
    const job = new Job(generation, { info: this.#model.info, limit: this.#limit, order });
    this.#jobs.add(job);
    this.#waiting.add(job);
    for (const answer of job.answers) this.#roster.queue.add(answer);
    this.#wake();
    try {
      const counts = await job.outcome;
      this.#answerTokens += counts.outputTokens;
      return counts;
    } finally {
      this.#forget(job);
    }
  }

  /** Throws `BusyError` when too many generations wait already; `more` are about to come. */
  refuseWhenFull(more = 0): void {
    const places = this.#maxWaiting + this.#roster.freePlaces;
    const waiting = this.#waiting.size + more;
    if (waiting >= places) throw new BusyError(waiting);
  }

  /** Ends what runs and waits with an error, and closes all sequences; the model stays open. */
  async close(): Promise<void> {
    const reason = new Error('the model is being closed');
    this.#closing.abort(reason);
    this.#failAll(reason);
    await this.#work;
    this.#roster.clear();
  }

  #check({ prompt, choices, signal }: Generation): void {
    this.#closing.signal.throwIfAborted();
    signal.throwIfAborted();
    if (prompt.length === 0) throw new RangeError('a prompt needs at least one token');
    if (choices.length === 0) throw new RangeError('a generation needs at least one choice');
    if (prompt.length >= this.#limit) throw new ContextLengthError(prompt.length, this.#limit);
    this.refuseWhenFull();
  }

  #forget(job: Job): void {
    this.#jobs.delete(job);
    this.#waiting.delete(job);
    for (const answer of job.answers) this.#roster.queue.remove(answer);
  }

  #failAll(reason: unknown): void {
    for (const job of this.#jobs) job.fail(reason);
  }

  #wake(): void {
    if (this.#isAwake) return;
    this.#isAwake = true;
    this.#work = this.#loop();
  }

  /** Goes on until nothing runs and nothing waits. */
  async #loop(): Promise<void> {
    // Those who come at the same time begin together.
    await Promise.resolve();
    this.#breather.start();
    try {
      while (!this.#roster.isEmpty) {
        await this.#turn();
        await this.#breather.breathe();
      }
    } catch (fault) {
      this.#failAll(fault);
      this.#roster.clear();
    } finally {
      this.#isAwake = false;
    }
  }

  async #turn(): Promise<void> {
    this.#roster.sweep();
    this.#admit();
    this.#place();
    const plan = this.#plan();
    if (plan.items.length > 0) await this.#run(plan);
    else this.#refuse();
    this.#roster.sweep();
  }

  #admit(): void {
    for (let answer = this.#roster.admit(); answer; answer = this.#roster.admit()) {
      const { job } = answer;
      this.#waiting.delete(job);
      if (job.isOver) continue;
      job.attempt(() => answer.begin());
      if (answer.isWhole) job.settle();
    }
    this.#roster.sweep();
  }

  /** One copy for each step: while it is made, nobody gets a token. */
  #place(): void {
    let hasCopied = false;
    for (const answer of this.#roster.running) {
      if (answer.place || hasCopied) continue;
      answer.job.attempt(() => {
        hasCopied = this.#pool.place(answer);
      });
    }
  }

  /** Where the tokens of the step have no room, idle sequences make way, and then the youngest answer. */
  #plan(): StepPlan {
    let plan = this.#planner.plan(this.#roster.running);
    while (!this.#pool.makeRoom(neededTokens(plan)) && this.#roster.preempt()) {
      plan = this.#planner.plan(this.#roster.running);
    }
    return plan;
  }

  #run(plan: StepPlan): Promise<void> {
    const { reading, answers } = plan;
    if (!reading) return this.#runner.run(plan);
    // Idle sequences make way now for what is drawn until the piece is read: they are not closed while a step is under way.
    this.#pool.makeRoom(neededTokens(plan) + answers.length * DRAWN_BESIDE);
    return this.#runner.runBeside(reading, plan, async () => {
      await this.#breather.breathe();
      const next = this.#planner.planBeside(reading, answers);
      const isPossible = next.items.length > 0 && this.#pool.hasRoom(neededTokens(next));
      return isPossible ? next : undefined;
    });
  }

  /** The model has no sequence for anybody. */
  #refuse(): void {
    for (const answer of this.#roster.running) {
      answer.job.fail(new NoSlotError(this.#model.info.maxSequences));
    }
  }
}

/** Tokens that the step and the one beside it append. */
function neededTokens({ tokens, reading }: StepPlan): number {
  return tokens + (reading?.tokens ?? 0);
}

import { LogitsError } from './errors.ts';
import type { Selection } from './selection.ts';
import { largestWeight, sumWeights } from './softmax.ts';
import { topKSelection } from './top-k.ts';
import type { Workspace } from './workspace.ts';

/** How likely the model itself held a token, before every stage: natural log of the raw softmax. */
export interface TokenLogprob {
  readonly token: number;
  readonly logprob: number;
}

/** The logprobs of one step; the next step overwrites them. */
export interface StepLogprobs extends TokenLogprob {
  /** The likeliest tokens, likeliest first, the lower id first in a tie. */
  readonly top: readonly TokenLogprob[];
}

/** Tells how likely the model held the drawn token and the likeliest ones, step by step. */
export class LogprobRecorder {
  readonly #workspace: Workspace;
  readonly #selectTop: Selection;
  readonly #entries: readonly Writable<TokenLogprob>[];
  readonly #top: Writable<TokenLogprob>[] = [];
  readonly #step: Writable<StepLogprobs> = { token: -1, logprob: -Infinity, top: this.#top };
  #logOfSum = 0;

  constructor(topCount: number, workspace: Workspace) {
    this.#workspace = workspace;
    this.#selectTop = topKSelection(Math.max(1, topCount), workspace);
    this.#entries = Array.from({ length: topCount }, () => ({ token: -1, logprob: -Infinity }));
  }

  get step(): StepLogprobs {
    return this.#step;
  }

  /** Looks at the raw logits in the workspace, before any stage changes them. */
  observe(): void {
    const { candidates } = this.#workspace;
    this.#workspace.keepRawLogits();
    this.#selectTop();
    if (candidates.count === 0) throw new LogitsError('logits', 'every logit is -Infinity');
    const max = largestWeight(candidates);
    this.#logOfSum = max + Math.log(sumWeights(max, 1, this.#workspace));
    if (this.#entries.length > 0) this.#rank();
  }

  /** Fills `step` for the token that was drawn. */
  record(token: number): void {
    this.#step.token = token;
    this.#step.logprob = this.#workspace.rawLogits[token]! - this.#logOfSum;
  }

  #rank(): void {
    const { count } = this.#workspace.candidates;
    const size = Math.min(this.#entries.length, count);
    if (this.#top.length !== size) this.#top.splice(0, Infinity, ...this.#entries.slice(0, size));
    for (const entry of this.#top) entry.logprob = -Infinity;
    for (let index = 0; index < count; index++) this.#insert(index);
  }

  /** Candidates come by ascending id, so one goes behind those that it ties with. */
  #insert(index: number): void {
    const { ids, weights } = this.#workspace.candidates;
    const top = this.#top;
    const logprob = weights[index]! - this.#logOfSum;
    let rank = top.length - 1;
    const entry = top[rank]!;
    if (entry.logprob >= logprob) return;
    for (; rank > 0 && top[rank - 1]!.logprob < logprob; rank--) top[rank] = top[rank - 1]!;
    top[rank] = entry;
    entry.token = ids[index]!;
    entry.logprob = logprob;
  }
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

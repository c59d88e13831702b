import type { FinishReason, ModelInfo } from '@antiphon/backend';
import type { Choice } from '../generation.ts';

/** Draws the tokens of one choice from rows of logits. */
export class Draw {
  readonly #choice: Choice;
  readonly #endOfTurnIds: ReadonlySet<number>;
  readonly #maxTokens: number;
  readonly #mask: Uint32Array | undefined;
  #isMasked = false;
  #count = 0;
  #reason: FinishReason | undefined;

  /** `room` is how many tokens fit behind the prompt. */
  constructor(choice: Choice, info: ModelInfo, room: number) {
    this.#choice = choice;
    this.#endOfTurnIds = info.endOfTurnIds;
    this.#maxTokens = Math.min(choice.maxTokens, room);
    if (choice.matcher) this.#mask = new Uint32Array((info.vocabularySize + 31) >>> 5);
  }

  /** Tokens of the answer so far. */
  get count(): number {
    return this.#count;
  }

  /** How many more may come. */
  get room(): number {
    return this.#maxTokens - this.#count;
  }

  get isOver(): boolean {
    return this.#reason !== undefined;
  }

  /** Whether the answer is over before the model is asked; appends what must come first. */
  begin(tokens: number[]): void {
    if (this.#choice.matcher?.isFinished) this.#finish('stop');
    else if (this.#maxTokens <= 0) this.#finish('length');
    else this.#force(tokens);
  }

  /** Computes what may come next. This takes time, and is best done while the model runs. */
  prepare(): void {
    if (this.#mask) this.#isMasked = this.#choice.matcher!.fillMask(this.#mask);
  }

  /** Draws a token after `prepare`, and appends it and what must follow it. Changes `logits`. */
  take(logits: Float32Array, tokens: number[]): void {
    const { sampler, matcher } = this.#choice;
    const mask = this.#isMasked ? this.#mask : undefined;
    const token = sampler.sample(logits, mask, matcher?.temperature);
    if (this.#endOfTurnIds.has(token)) {
      this.#finish('stop');
      return;
    }
    if (matcher && !matcher.consume(token)) {
      throw new Error(`the constraint refuses token ${token}, which its mask had allowed`);
    }
    this.#append(token, tokens);
    if (!this.isOver) this.#force(tokens);
  }

  /** Tokens with logprobs need the model, so nothing is forced where they are asked for. */
  #force(tokens: number[]): void {
    const { sampler, matcher } = this.#choice;
    if (!matcher || sampler.settings.topLogprobs !== undefined) return;
    for (const token of matcher.forced()) {
      if (this.#endOfTurnIds.has(token)) this.#finish('stop');
      if (this.isOver) return;
      matcher.consume(token);
      sampler.accept(token);
      this.#append(token, tokens);
    }
  }

  #append(token: number, tokens: number[]): void {
    tokens.push(token);
    this.#count++;
    const isWanting = this.#choice.accept(token);
    if (!isWanting || this.#choice.matcher?.isFinished) this.#finish('stop');
    else if (this.#count >= this.#maxTokens) this.#finish('length');
  }

  #finish(reason: FinishReason): void {
    this.#reason = reason;
    this.#choice.finish(reason);
  }
}

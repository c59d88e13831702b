import type { TokenContext } from './context.ts';
import { type LogitStage, storeLogit } from './logit-stage.ts';
import type { SamplingSettings } from './settings.ts';

export type PenaltySettings = Pick<
  SamplingSettings,
  'frequencyPenalty' | 'presencePenalty' | 'repetitionPenalty'
>;

/**
 * Frequency and presence penalty for generated tokens (OpenAI), then the repetition penalty for every
 * token of the context (CTRL, Keskar et al. 2019).
 */
export class Penalties implements LogitStage {
  readonly #settings: PenaltySettings;
  readonly #context: TokenContext;

  constructor(settings: PenaltySettings, context: TokenContext) {
    this.#settings = settings;
    this.#context = context;
  }

  apply(logits: Float32Array): void {
    const { frequencyPenalty, presencePenalty, repetitionPenalty } = this.#settings;
    if (frequencyPenalty === 0 && presencePenalty === 0) {
      this.#applyRepetition(logits);
      return;
    }
    const { tokens, generated, distinct } = this.#context;
    for (let slot = 0; slot < distinct; slot++) {
      const token = tokens[slot]!;
      const count = generated[slot]!;
      let value = logits[token]! - count * frequencyPenalty;
      if (count > 0) value -= presencePenalty;
      value = value > 0 ? value / repetitionPenalty : value * repetitionPenalty;
      storeLogit(logits, token, value);
    }
  }

  /** The common case: half of the memory and of the arithmetic. */
  #applyRepetition(logits: Float32Array): void {
    const { repetitionPenalty } = this.#settings;
    const { tokens, distinct } = this.#context;
    for (let slot = 0; slot < distinct; slot++) {
      const token = tokens[slot]!;
      const logit = logits[token]!;
      const divided = logit / repetitionPenalty;
      const multiplied = logit * repetitionPenalty;
      storeLogit(logits, token, logit > 0 ? divided : multiplied);
    }
  }

  fork(context: TokenContext): Penalties {
    return new Penalties(this.#settings, context);
  }
}

import type { Breakers } from './breakers.ts';
import type { TokenContext } from './context.ts';
import { type LogitStage, largestFloat32, storeLogit } from './logit-stage.ts';
import { Repetitions } from './repetitions.ts';
import type { SamplingSettings } from './settings.ts';

export type DrySettings = Pick<SamplingSettings, 'dryMultiplier' | 'dryBase' | 'dryAllowedLength'>;

/**
 * DRY (p-e-w, text-generation-webui #5677): lowers every token that would prolong a repetition of the
 * context's end, exponentially in how long the repetition is already.
 */
export class Dry implements LogitStage {
  readonly #settings: DrySettings;
  readonly #context: TokenContext;
  readonly #repetitions: Repetitions;

  constructor(settings: DrySettings, context: TokenContext, repetitions: Repetitions) {
    this.#settings = settings;
    this.#context = context;
    this.#repetitions = repetitions;
  }

  apply(logits: Float32Array): void {
    this.#repetitions.find();
    const { found, longest } = this.#repetitions;
    for (let index = 0; index < found.count; index++) {
      const slot = found.slots[index]!;
      const token = this.#context.tokens[slot]!;
      storeLogit(logits, token, logits[token]! - this.#penalty(longest[slot]!));
    }
  }

  fork(context: TokenContext): Dry {
    return new Dry(this.#settings, context, this.#repetitions.fork(context));
  }

  #penalty(matchLength: number): number {
    const { dryMultiplier, dryBase, dryAllowedLength } = this.#settings;
    return Math.min(dryMultiplier * dryBase ** (matchLength - dryAllowedLength), largestFloat32);
  }
}

export function createDry(
  settings: DrySettings,
  context: TokenContext,
  breakers: Breakers | undefined,
): Dry {
  const allowedLength = settings.dryAllowedLength;
  return new Dry(settings, context, new Repetitions(context, { allowedLength, breakers }));
}

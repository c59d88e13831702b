import type { LogitsModel, Sequence } from '@antiphon/backend';
import type { Sampler } from '@antiphon/sampler';

export interface DecodeOptions {
  readonly model: LogitsModel;
  readonly sequence: Sequence;
  readonly sampler: Sampler;
  readonly prompt: readonly number[];
  readonly signal: AbortSignal;
}

/** Draws tokens one by one until the model ends its turn. The caller stops it when its budget is used up. */
export async function* decode(options: DecodeOptions): AsyncGenerator<number> {
  const { model, sequence, sampler, prompt, signal } = options;
  let tokens = prompt;
  sampler.prompt(prompt);
  for (;;) {
    const [logits] = await model.step([{ sequence, tokens, logits: 'last' }], signal);
    const token = sampler.sample(logits!);
    if (model.info.endOfTurnIds.has(token)) return;
    yield token;
    tokens = [token];
  }
}

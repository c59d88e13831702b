import type { LogitsModel, Sequence } from '@antiphon/backend';
import type { Matcher } from '@antiphon/constraint';
import type { Sampler } from '@antiphon/sampler';

export interface DecodeOptions {
  readonly model: LogitsModel;
  readonly sequence: Sequence;
  readonly sampler: Sampler;
  /** What the tokens must match; `undefined` for free text. */
  readonly matcher: Matcher | undefined;
  readonly prompt: readonly number[];
  readonly signal: AbortSignal;
}

/**
 * Gives tokens one by one until the model ends its turn or the grammar has nothing left to say. What must follow
 * whatever the model says is given without asking it. The caller stops it when its budget is used up.
 */
export async function* decode(options: DecodeOptions): AsyncGenerator<number> {
  const { model, sequence, sampler, matcher, prompt, signal } = options;
  const mask = new Uint32Array((model.info.vocabularySize + 31) >>> 5);
  let pending: readonly number[] = prompt;
  sampler.prompt(prompt);
  while (!matcher?.isFinished) {
    const forced = forcedTokens(options);
    for (const token of forced) yield accept(token, options);
    pending = [...pending, ...forced];
    if (matcher?.isFinished) return;
    const isMasked = matcher?.fillMask(mask) ?? false;
    const [logits] = await model.step([{ sequence, tokens: pending, logits: 'last' }], signal);
    const token = sampler.sample(logits!, isMasked ? mask : undefined, matcher?.temperature);
    if (model.info.endOfTurnIds.has(token)) return;
    matcher?.consume(token);
    yield token;
    pending = [token];
  }
}

/** Tokens with logprobs need the model, so nothing is forced where they are asked for. */
function forcedTokens({ matcher, sampler }: DecodeOptions): readonly number[] {
  if (!matcher || sampler.settings.topLogprobs !== undefined) return [];
  return matcher.forced();
}

function accept(token: number, { matcher, sampler }: DecodeOptions): number {
  matcher?.consume(token);
  sampler.accept(token);
  return token;
}

import type { TokenLogprob } from '@antiphon/backend';
import type { Logprob } from '@antiphon/protocol';

const decoder = new TextDecoder();

/** A token's probability as the API tells it. */
export function wireLogprob({ bytes, logprob, top }: TokenLogprob): Logprob {
  const named = (token: Omit<TokenLogprob, 'top'>) => ({
    token: decoder.decode(token.bytes),
    logprob: token.logprob,
    bytes: [...token.bytes],
  });
  return { ...named({ bytes, logprob }), top_logprobs: top.map(named) };
}

import { type CreateResponse, InvalidRequestError } from '@antiphon/protocol';

/**
 * How many top logprobs to report beside each token; `undefined` when no logprobs are wanted. They are asked for by
 * `include`, by `logprobs` or by a `top_logprobs` above 0.
 */
export function requestedLogprobs(request: CreateResponse): number | undefined {
  const top = request.top_logprobs ?? 0;
  const wanted =
    request.include?.includes('message.output_text.logprobs') || request.logprobs || top !== 0;
  if (wanted && request.logprobs === false) {
    throw new InvalidRequestError(
      'logprobs',
      'logprobs is false, but include or top_logprobs asks for them',
    );
  }
  return wanted ? top : undefined;
}

/** Whether thoughts are to come sealed too, so that a client can keep them and give them back. */
export function wantsSealedReasoning({ include }: Pick<CreateResponse, 'include'>): boolean {
  return include?.includes('reasoning.encrypted_content') ?? false;
}

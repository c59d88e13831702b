import { type CreateResponse, InvalidRequestError } from '@antiphon/protocol';

const LOGPROBS = 'message.output_text.logprobs';

/** Everything that may be asked for; most of it belongs to items that this server does not make, so nothing is left out. */
const known = [
  LOGPROBS,
  'code_interpreter_call.outputs',
  'computer_call_output.output.image_url',
  'file_search_call.results',
  'message.input_image.image_url',
  'reasoning.encrypted_content',
  'web_search_call.action.sources',
  'web_search_call.results',
];

/**
 * How many top logprobs to report beside each token; `undefined` when no logprobs are wanted. They are asked for by
 * `include`, by `logprobs` or by a `top_logprobs` above 0. Throws `InvalidRequestError` for an unknown `include`.
 */
export function requestedLogprobs(request: CreateResponse): number | undefined {
  for (const [index, value] of (request.include ?? []).entries()) {
    if (known.includes(value)) continue;
    const allowed = known.map((name) => JSON.stringify(name)).join(', ');
    throw new InvalidRequestError(
      `include[${index}]`,
      `include[${index}] must be one of ${allowed}, got ${JSON.stringify(value)}`,
    );
  }
  const top = request.top_logprobs ?? 0;
  const wanted = request.include?.includes(LOGPROBS) || request.logprobs || top !== 0;
  if (wanted && request.logprobs === false) {
    throw new InvalidRequestError(
      'logprobs',
      'logprobs is false, but include or top_logprobs asks for them',
    );
  }
  return wanted ? top : undefined;
}

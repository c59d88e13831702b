import type { OutputItem, ResponseResource } from '../src/index.ts';

/** A response in progress, as this server would begin one for a request that names nothing but an input. */
export function resource(fields: Partial<ResponseResource> = {}): ResponseResource {
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 1_700_000_000,
    completed_at: null,
    status: 'in_progress',
    incomplete_details: null,
    model: 'model',
    previous_response_id: null,
    instructions: null,
    output: [],
    error: null,
    tools: [],
    tool_choice: 'auto',
    truncation: 'disabled',
    parallel_tool_calls: true,
    text: { format: { type: 'text' }, verbosity: 'medium' },
    top_p: 1,
    presence_penalty: 0,
    frequency_penalty: 0,
    top_logprobs: 0,
    temperature: 1,
    reasoning: null,
    usage: null,
    max_output_tokens: null,
    max_tool_calls: null,
    store: true,
    background: false,
    service_tier: 'default',
    metadata: {},
    safety_identifier: null,
    prompt_cache_key: null,
    user: null,
    conversation: null,
    context_management: null,
    prompt_cache_retention: null,
    top_k: 0,
    min_p: 0,
    repetition_penalty: 1,
    dry_multiplier: 0,
    dry_base: 1.75,
    dry_allowed_length: 2,
    dry_sequence_breakers: [],
    logit_bias: {},
    seed: 1,
    n: 1,
    stop: [],
    grammar: null,
    logprobs: false,
    ...fields,
  };
}

/** The response with its output, as it ends. */
export function ended(
  response: ResponseResource,
  status: 'completed' | 'incomplete' | 'failed',
  output: OutputItem[],
): ResponseResource {
  return {
    ...response,
    status,
    output,
    completed_at: status === 'completed' ? 1_700_000_001 : null,
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    error:
      status === 'failed' ? { code: 'server_error', message: 'm', type: 't', param: '' } : null,
    usage: {
      input_tokens: 1,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: 1,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 2,
    },
  };
}

import type { SamplingInForce } from '@antiphon/backend';
import type {
  CreateResponse,
  ReasoningSettings,
  ResponseResource,
  Warning,
} from '@antiphon/protocol';
import { echoFormat } from './constraint.ts';
import { createId } from './ids.ts';
import { echoSampling } from './sampling.ts';
import { echoTool } from './tools/echo.ts';

export interface SettledRequest {
  readonly model: string;
  readonly sampling: SamplingInForce;
  readonly warnings: readonly Warning[];
}

/** The resource of a response that has just begun. */
export function createResource(
  request: CreateResponse,
  { model, sampling, warnings }: SettledRequest,
): ResponseResource {
  const { background = false } = request;
  return {
    id: createId('resp'),
    object: 'response',
    created_at: unixSeconds(),
    completed_at: null,
    status: background ? 'queued' : 'in_progress',
    incomplete_details: null,
    model,
    previous_response_id: request.previous_response_id ?? null,
    instructions: request.instructions ?? null,
    output: [],
    error: null,
    tools: (request.tools ?? []).map(echoTool),
    tool_choice: request.tool_choice ?? 'auto',
    truncation: request.truncation ?? 'disabled',
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    text: { format: echoFormat(request.format), verbosity: request.text?.verbosity ?? 'medium' },
    reasoning: echoReasoning(request.reasoning),
    usage: null,
    max_output_tokens: request.max_output_tokens ?? null,
    max_tool_calls: request.max_tool_calls ?? null,
    store: request.store ?? true,
    background,
    // All that there is: whatever tier is asked for, this one serves it.
    service_tier: 'default',
    metadata: request.metadata ?? {},
    safety_identifier: request.safety_identifier ?? null,
    prompt_cache_key: request.prompt_cache_key ?? null,
    user: request.user ?? null,
    conversation: request.conversation ?? null,
    context_management: null,
    prompt_cache_retention: request.prompt_cache_retention ?? null,
    ...echoSampling(sampling),
    n: request.n ?? 1,
    stop: [...(request.stop ?? [])],
    grammar: request.grammar ?? null,
    logprobs: sampling.topLogprobs !== undefined,
    ...(warnings.length > 0 && { warnings: [...warnings] }),
  };
}

function echoReasoning(settings: ReasoningSettings | undefined): ResponseResource['reasoning'] {
  return settings ? { effort: settings.effort ?? null, summary: settings.summary ?? null } : null;
}

export function unixSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

import type { LanguageModel } from '@antiphon/backend';
import type { CreateResponse, Item, ResponseEvent, ResponseResource } from '@antiphon/protocol';
import type { ResponseStore } from '@antiphon/store';
import { ResponseBuilder } from '../build-events.ts';
import { type FittedGeneration, prepareFitting } from '../fit.ts';
import type { GenerationPlan, Round } from '../generation.ts';
import { wantsSealedReasoning } from '../include.ts';
import type { ServiceSetting } from '../setting.ts';
import type { Turn } from '../turn.ts';
import { Run, type RunSetting } from './run.ts';

export interface RunPlan {
  readonly request: CreateResponse;
  readonly turn: Turn;
  readonly model: LanguageModel;
  readonly plan: GenerationPlan;
  /** Ends all of it. */
  readonly stop: AbortController;
}

/** Has the model take in the items of a turn, and what was brought forth since. */
export function fit(
  { request, turn, model, plan, stop }: RunPlan,
  output: readonly Item[] = [],
  round?: Round,
): Promise<FittedGeneration> {
  return prepareFitting(plan, [...turn.history, ...turn.input, ...output], {
    model,
    truncation: request.truncation ?? 'disabled',
    signal: stop.signal,
    ...(round && { round }),
  });
}

/** The builder of a response that is to be made as planned. */
export function builderFor(
  response: ResponseResource,
  { request, turn, plan }: Pick<RunPlan, 'request' | 'turn' | 'plan'>,
  { seal, reasoningEvents }: Pick<ServiceSetting, 'seal' | 'reasoningEvents'>,
): ResponseBuilder {
  return new ResponseBuilder(response, {
    withLogprobs: plan.sampling.topLogprobs !== undefined,
    tools: plan.tools,
    maxHostedCalls: maxHostedCalls(request),
    isObfuscated: request.stream_options?.include_obfuscation ?? false,
    reasoning: {
      events: reasoningEvents,
      isConcise: request.reasoning?.summary === 'concise',
      ...(wantsSealedReasoning(request) && {
        seal: (text) => seal.seal('reasoning', turn.tenant, text),
      }),
    },
  });
}

export interface RunStart {
  readonly builder: ResponseBuilder;
  readonly firstEvents: readonly ResponseEvent[];
  readonly first: FittedGeneration | Promise<FittedGeneration>;
  readonly store: ResponseStore | undefined;
  readonly attempt: number;
  readonly onEnd?: (response: ResponseResource) => void;
}

/** Starts what was planned. */
export function startRun(runPlan: RunPlan, start: RunStart): Run {
  const { request, turn, stop } = runPlan;
  const { builder, first, ...rest } = start;
  const { conversation, max_output_tokens: maxOutputTokens = Infinity } = request;
  const prepare: RunSetting['prepare'] = async (output, round) => {
    const fitted = await (round ? fit(runPlan, output, round) : first);
    builder.warn(round ? fitted.warnings : []);
    return fitted.prepared;
  };
  return new Run({
    ...rest,
    key: { tenant: turn.tenant, id: builder.response.id },
    builder,
    isBackground: request.background ?? false,
    prepare,
    stop,
    maxHostedCalls: maxHostedCalls(request),
    maxOutputTokens,
    ...(conversation && { conversation: { id: conversation.id, input: turn.input } }),
  });
}

function maxHostedCalls({ max_tool_calls: most = Infinity }: CreateResponse): number {
  return most;
}

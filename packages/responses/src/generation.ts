import type {
  GenerationRequest,
  LanguageModel,
  SamplingInForce,
  ToolDefinition,
  ToolPolicy,
} from '@antiphon/backend';
import {
  type CreateResponse,
  InvalidRequestError,
  type Item,
  isHostedItem,
} from '@antiphon/protocol';
import { requestedConstraint } from './constraint.ts';
import type { HostedTool } from './hosted-tool.ts';
import { buildMessages } from './prompt/messages.ts';
import type { SeenImages } from './prompt/seen-images.ts';
import { systemText } from './prompt/system.ts';
import { settleSampling } from './sampling.ts';
import type { Seal } from './seal.ts';
import { type OfferedTool, offerTools } from './tools/offer.ts';
import { toolPolicy } from './tools/policy.ts';
import { unsupported } from './unsupported.ts';

export interface PlanSetting {
  readonly model: LanguageModel;
  readonly tenant: string;
  readonly seal: Seal;
  readonly hostedTools: readonly HostedTool[];
  /** Those in all items that it is asked with. */
  readonly images: SeenImages;
}

/** What a response asks of the model, whatever the items are. */
export interface GenerationPlan {
  readonly sampling: SamplingInForce;
  /** All that the model is told of. */
  readonly tools: readonly OfferedTool[];
  /** The path of the field that constrains the answer. */
  readonly constraintParam: string;
  /** The request for these items. */
  generation(items: readonly Item[], round?: Round): GenerationRequest;
}

/** What has gone before within the same response. */
export interface Round {
  readonly outputTokens: number;
  /** Whether hosted tools may still be called. */
  readonly mayCallHosted: boolean;
}

/** Throws `InvalidRequestError` for what the model cannot do. */
export function planGeneration(request: CreateResponse, setting: PlanSetting): GenerationPlan {
  const { model, tenant, hostedTools } = setting;
  refuseBeyond(request, model);
  const tools = offerTools(request.tools ?? [], hostedTools);
  const policy = toolPolicy(request, tools);
  const constraint = requestedConstraint(request);
  const sampling = settleSampling(model, request);
  refuseChoicesOfHosted(request, tools);
  const system = systemText(request);
  const effort = request.reasoning?.effort ?? undefined;
  const fixed = {
    sampling,
    tenant,
    stop: request.stop ?? [],
    choices: request.n ?? 1,
    ...(constraint && { constraint: constraint.constraint }),
  };
  return {
    sampling,
    tools,
    constraintParam: constraint?.param ?? 'tools',
    generation(items, round) {
      const seen =
        request.reasoning?.context === 'current_turn' ? withoutOldThoughts(items) : items;
      const offered = round ? laterTools(tools, policy, round) : firstTools(tools, policy);
      const { max_output_tokens: most } = request;
      return {
        ...fixed,
        conversation: {
          messages: buildMessages(system, seen, setting),
          ...(offered && { tools: offered.tools }),
          ...(effort !== undefined && { reasoningEffort: effort }),
        },
        ...(offered && { toolPolicy: offered.policy }),
        ...(most !== undefined && { maxTokens: most - (round?.outputTokens ?? 0) }),
      };
    },
  };
}

interface Offer {
  readonly tools: readonly ToolDefinition[];
  readonly policy: ToolPolicy;
}

/** `undefined` where nothing may be called: then the model sees no tools. */
function firstTools(tools: readonly OfferedTool[], policy: ToolPolicy): Offer | undefined {
  if (tools.length === 0 || policy.mode === 'none') return undefined;
  return { tools: tools.map(({ definition }) => definition), policy };
}

/** After a hosted call nothing more is demanded, or the answer would never come. */
function laterTools(
  tools: readonly OfferedTool[],
  { only, isParallel }: ToolPolicy,
  { mayCallHosted }: Round,
): Offer | undefined {
  const names = tools
    .filter((tool) => mayCallHosted || tool.kind !== 'hosted')
    .map(({ definition }) => definition.name)
    .filter((name) => only?.includes(name) ?? true);
  if (names.length === 0) return undefined;
  const isAll = names.length === tools.length;
  return {
    tools: tools.map(({ definition }) => definition),
    policy: { mode: 'auto', isParallel, ...(isAll ? {} : { only: names }) },
  };
}

/** The thoughts since the user, or the system, last spoke are those of the current turn. */
function withoutOldThoughts(items: readonly Item[]): readonly Item[] {
  const last = items.findLastIndex(
    (item) => !isHostedItem(item) && item.type === 'message' && item.role !== 'assistant',
  );
  return items.filter((item, index) => index > last || item.type !== 'reasoning');
}

/** Throws `InvalidRequestError` for a field that asks for more than the model is able to. */
function refuseBeyond(request: CreateResponse, { id, capabilities }: LanguageModel): void {
  const { maxChoices, tools, reasoning } = capabilities;
  const effort = request.reasoning?.effort ?? 'none';
  if ((request.n ?? 1) > maxChoices) {
    throw new InvalidRequestError('n', `n must be at most ${maxChoices}, got ${request.n}`);
  }
  if ((request.tools ?? []).length > 0 && !tools) {
    throw unsupported('tools', `the chat template of ${id} has no place for tools`);
  }
  if (effort !== 'none' && !reasoning) {
    throw unsupported('reasoning.effort', `${id} does not think before it answers`);
  }
}

/** What one answer has called would have to be told to all. */
function refuseChoicesOfHosted({ n = 1 }: CreateResponse, tools: readonly OfferedTool[]): void {
  if (n === 1 || tools.every(({ kind }) => kind !== 'hosted')) return;
  throw new InvalidRequestError('n', 'n must be 1 with tools that the server runs');
}

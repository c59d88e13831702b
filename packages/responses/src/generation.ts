import type { GenerationRequest, LanguageModel, Message } from '@antiphon/backend';
import { type CreateResponse, InvalidRequestError } from '@antiphon/protocol';
import { requestedConstraint } from './constraint.ts';
import { settleSampling } from './sampling.ts';
import { requestedTools } from './tools.ts';

interface Setting {
  readonly model: LanguageModel;
  readonly messages: readonly Message[];
  readonly tenant: string;
}

export interface BuiltGeneration {
  readonly generation: GenerationRequest;
  /** The path of the field that constrains the answer. */
  readonly constraintParam: string;
}

/** What the model is asked for. Throws `InvalidRequestError` for what it cannot do. */
export function buildGeneration(
  request: CreateResponse,
  { model, messages, tenant }: Setting,
): BuiltGeneration {
  refuseBeyond(request, model);
  const constraint = requestedConstraint(request);
  const requested = requestedTools(request);
  const effort = request.reasoning?.effort ?? undefined;
  const generation = {
    conversation: {
      messages,
      ...(requested && { tools: requested.tools }),
      ...(effort !== undefined && { reasoningEffort: effort }),
    },
    sampling: settleSampling(model, request),
    tenant,
    stop: request.stop ?? [],
    choices: request.n ?? 1,
    ...(requested && { toolPolicy: requested.policy }),
    ...(constraint && { constraint: constraint.constraint }),
    ...(request.max_output_tokens !== undefined && { maxTokens: request.max_output_tokens }),
  };
  return { generation, constraintParam: constraint?.param ?? 'tools' };
}

/** Throws `InvalidRequestError` for a field that asks for more than the model is able to. */
function refuseBeyond(request: CreateResponse, { id, capabilities }: LanguageModel): void {
  const { maxChoices, tools, reasoning } = capabilities;
  const effort = request.reasoning?.effort ?? 'none';
  if ((request.n ?? 1) > maxChoices) {
    throw new InvalidRequestError('n', `n must be at most ${maxChoices}, got ${request.n}`);
  }
  if ((request.tools ?? []).length > 0 && !tools) {
    throw unable('tools', `the chat template of ${id} has no place for tools`);
  }
  if (effort !== 'none' && !reasoning) {
    throw unable('reasoning.effort', `${id} does not think before it answers`);
  }
}

function unable(param: string, reason: string): InvalidRequestError {
  return new InvalidRequestError(param, `${param}: ${reason}`, 'unsupported_parameter');
}

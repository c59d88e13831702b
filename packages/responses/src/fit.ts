import {
  ChatTemplateError,
  type GenerationRequest,
  type LanguageModel,
  type PreparedGeneration,
} from '@antiphon/backend';
import { InvalidRequestError, type Item, type Warning } from '@antiphon/protocol';
import type { GenerationPlan, Round } from './generation.ts';
import { prepareGeneration } from './prepare.ts';
import { truncate } from './truncate.ts';

export interface FittedGeneration {
  readonly prepared: PreparedGeneration;
  readonly warnings: readonly Warning[];
}

export interface FitOptions {
  readonly model: LanguageModel;
  readonly truncation: 'auto' | 'disabled';
  readonly round?: Round;
  readonly signal: AbortSignal;
}

/** Has the model take the items in; with truncation, as many of them as it has room for. */
export async function prepareFitting(
  plan: GenerationPlan,
  items: readonly Item[],
  options: FitOptions,
): Promise<FittedGeneration> {
  const { model, truncation, round, signal } = options;
  const prepare = (some: readonly Item[]) =>
    prepareGeneration(model, plan.generation(some, round), {
      constraintParam: plan.constraintParam,
      signal,
    });
  if (truncation === 'disabled') return { prepared: await prepare(items), warnings: [] };
  const fits = async (some: readonly Item[]) => {
    signal.throwIfAborted();
    return hasRoom(model, plan.generation(some, round));
  };
  if (await fits(items)) return { prepared: await prepare(items), warnings: [] };
  const left = await truncate(items, fits);
  // Where nothing helps, the model says by how much it is too long.
  if (!left) return { prepared: await prepare(items), warnings: [] };
  return { prepared: await prepare(left.items), warnings: left.warnings };
}

/** Of the context, this share is kept for the answer, unless `max_output_tokens` says that less will do. */
const ANSWER_SHARE = 1 / 4;

async function hasRoom(model: LanguageModel, request: GenerationRequest): Promise<boolean> {
  const { contextLength } = model.capabilities;
  const share = Math.floor(contextLength * ANSWER_SHARE);
  const room = Math.max(1, Math.min(share, request.maxTokens ?? share));
  return (await countTokens(model, request)) + room <= contextLength;
}

/** Throws `InvalidRequestError` for a conversation that the chat template does not take. */
export async function countTokens(
  model: LanguageModel,
  { conversation }: GenerationRequest,
): Promise<number> {
  try {
    return await model.countTokens(conversation);
  } catch (fault) {
    if (!(fault instanceof ChatTemplateError)) throw fault;
    throw new InvalidRequestError('input', fault.message, 'invalid_prompt');
  }
}

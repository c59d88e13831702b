import { type LanguageModel, SamplingError, type SamplingInForce } from '@antiphon/backend';
import { type CreateResponse, InvalidRequestError } from '@antiphon/protocol';
import { requestedLogprobs } from './include.ts';

/** The numbers to sample with: the request's, then the model's. Throws `InvalidRequestError` for the first wrong one. */
export function settleSampling(model: LanguageModel, request: CreateResponse): SamplingInForce {
  const sampling = {
    temperature: request.temperature,
    topK: request.top_k,
    topP: request.top_p,
    minP: request.min_p,
    frequencyPenalty: request.frequency_penalty,
    presencePenalty: request.presence_penalty,
    repetitionPenalty: request.repetition_penalty,
    dryMultiplier: request.dry_multiplier,
    dryBase: request.dry_base,
    dryAllowedLength: request.dry_allowed_length,
    drySequenceBreakers: request.dry_sequence_breakers,
    logitBias: request.logit_bias,
    topLogprobs: requestedLogprobs(request),
    seed: request.seed,
  };
  try {
    return model.settleSampling(sampling);
  } catch (fault) {
    if (!(fault instanceof SamplingError)) throw fault;
    throw new InvalidRequestError(fault.issues[0]!.param, fault.message);
  }
}

/** The sampling fields as the response echoes them. */
export function echoSampling(sampling: SamplingInForce) {
  return {
    temperature: sampling.temperature,
    top_p: sampling.topP,
    presence_penalty: sampling.presencePenalty,
    frequency_penalty: sampling.frequencyPenalty,
    top_logprobs: sampling.topLogprobs ?? 0,
    top_k: sampling.topK,
    min_p: sampling.minP,
    repetition_penalty: sampling.repetitionPenalty,
    dry_multiplier: sampling.dryMultiplier,
    dry_base: sampling.dryBase,
    dry_allowed_length: sampling.dryAllowedLength,
    dry_sequence_breakers: [...sampling.drySequenceBreakers],
    logit_bias: { ...sampling.logitBias },
    seed: sampling.seed,
  };
}

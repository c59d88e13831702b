export { type SamplerFunction, samplerFunction } from './adapters/function.ts';
export type { TokenText } from './breakers.ts';
export { type FaultyStage, InvalidSettingsError, LogitsError } from './errors.ts';
export type { StepLogprobs, TokenLogprob } from './logprobs.ts';
export { createSampler, type Sampler, type SamplerOptions } from './sampler.ts';
export {
  defaultSampling,
  type RequestLimits,
  resolveSampling,
  type SamplingInput,
  type SamplingIssue,
  type SamplingLimits,
  type SamplingSettings,
  validateSampling,
  wireNames,
} from './settings.ts';
export { Workspace } from './workspace.ts';

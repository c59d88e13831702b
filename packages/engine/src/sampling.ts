import {
  type ModelInfo,
  SamplingError,
  type SamplingInForce,
  type SamplingRequest,
} from '@antiphon/backend';
import { resolveSampling, validateSampling } from '@antiphon/sampler';

/** Request first, then the model's generation_config.json, then what is neutral. Throws `SamplingError`. */
export function settleSampling(request: SamplingRequest, info: ModelInfo): SamplingInForce {
  const { vocabularySize, defaults } = info;
  const issues = validateSampling(request, { vocabularySize });
  if (issues.length > 0) throw new SamplingError(issues);
  const set = Object.entries(request).filter(([, value]) => value !== undefined);
  const settings = resolveSampling({ ...defaults, ...Object.fromEntries(set) });
  return { ...settings, seed: request.seed ?? randomSeed() };
}

/** 32 bits: short enough to be written down and given again. */
function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!;
}

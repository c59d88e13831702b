import type { CountInputTokens, CreateResponse, InputTokens } from '@antiphon/protocol';
import { acquire } from './acquire.ts';
import type { Caller } from './caller.ts';
import { countTokens } from './fit.ts';
import { planGeneration } from './generation.ts';
import { seeImages } from './prompt/seen-images.ts';
import type { ServiceSetting } from './setting.ts';
import { withoutMissingTools } from './tools/missing-tools.ts';
import { resolveTurn } from './turn.ts';
import { refuseUnsupported, unsupported } from './unsupported.ts';

/** How many tokens the model would read for a response to this request. */
export async function countInputTokens(
  { personality, ...counted }: CountInputTokens,
  { caller, signal }: { readonly caller: Caller; readonly signal: AbortSignal },
  setting: ServiceSetting,
): Promise<InputTokens> {
  if (personality !== undefined)
    throw unsupported('personality', 'models have none of their own here');
  const given: CreateResponse = counted;
  const { request } = withoutMissingTools(given, setting);
  refuseUnsupported(request);
  const turn = await resolveTurn(request, caller, setting);
  const { model, release } = await acquire(setting.models, request.model, signal);
  try {
    const items = [...turn.history, ...turn.input];
    const images = await seeImages(items, model, signal);
    const plan = planGeneration(request, { ...setting, model, tenant: caller.tenant, images });
    const generation = plan.generation(items);
    return {
      object: 'response.input_tokens',
      input_tokens: await countTokens(model, generation),
    };
  } finally {
    release();
  }
}

import type { GenerationRequest, LanguageModel, TokenUsage } from '@antiphon/backend';
import {
  type CompactedResponse,
  type CompactResponse,
  type Item,
  isHostedItem,
  type ResponseResource,
} from '@antiphon/protocol';
import { acquire } from './acquire.ts';
import { usage } from './build-events.ts';
import type { Caller } from './caller.ts';
import { countTokens } from './fit.ts';
import { createId } from './ids.ts';
import { copyItem } from './input/keep-item.ts';
import { prepareGeneration } from './prepare.ts';
import { buildMessages } from './prompt/messages.ts';
import { type SeenImages, seeImages } from './prompt/seen-images.ts';
import { transcript } from './prompt/transcript.ts';
import { unixSeconds } from './resource.ts';
import { settleSampling } from './sampling.ts';
import type { ServiceSetting } from './setting.ts';
import { truncate } from './truncate.ts';
import { resolveTurn } from './turn.ts';
import { refuseUnsupported } from './unsupported.ts';

/** A conversation of no more tokens than this is kept word for word: to sum it up would save nothing. */
const SHORT_TOKENS = 512;

/** The most that a summary may have. */
const SUMMARY_TOKENS = 512;

interface Shortened {
  /** What stands for all that was said. */
  readonly text: string;
  readonly usage: NonNullable<ResponseResource['usage']>;
}

/** A window that takes the place of a conversation: what its user said, and one item that holds the rest in short. */
export async function compact(
  request: CompactResponse,
  { caller, signal }: { readonly caller: Caller; readonly signal: AbortSignal },
  setting: ServiceSetting,
): Promise<CompactedResponse> {
  const { prompt_cache_key: _, service_tier: __, ...asked } = request;
  refuseUnsupported(asked);
  const turn = await resolveTurn(request, caller, setting);
  const items = [...turn.history, ...turn.input];
  const { model, release } = await acquire(setting.models, request.model, signal);
  try {
    const { tenant } = caller;
    const images = await seeImages(items, model, signal);
    const asking = { ...setting, model, tenant, request, images, signal };
    const { text, usage } = await shorten(items, asking);
    const encrypted_content = setting.seal.seal('compaction', tenant, text);
    const compaction = { type: 'compaction' as const, id: createId('cmp'), encrypted_content };
    return {
      id: createId('resp'),
      object: 'response.compaction',
      created_at: unixSeconds(),
      output: [...items.filter(isOfUser).map(copyItem), compaction],
      usage,
    };
  } finally {
    release();
  }
}

interface ShortenSetting extends ServiceSetting {
  readonly model: LanguageModel;
  readonly tenant: string;
  readonly request: CompactResponse;
  readonly images: SeenImages;
  readonly signal: AbortSignal;
}

async function shorten(items: readonly Item[], setting: ShortenSetting): Promise<Shortened> {
  const { model, tenant, signal } = setting;
  const write = (some: readonly Item[]) => transcript(buildMessages('', some, setting));
  const ask = (some: readonly Item[]): GenerationRequest => ({
    conversation: {
      messages: [
        { role: 'system', content: summaryTask(setting.request.instructions) },
        { role: 'user', content: write(some) },
      ],
      ...(model.capabilities.reasoning && { reasoningEffort: 'none' }),
    },
    sampling: settleSampling(model, { temperature: 0 }),
    maxTokens: SUMMARY_TOKENS,
    tenant,
  });
  const said = write(items);
  const length = await countTokens(model, asPrompt(said, ask(items)));
  if (length <= SHORT_TOKENS) {
    return { text: `Earlier in this conversation, word for word:\n${said}`, usage: used(length) };
  }
  const fits = async (some: readonly Item[]) => {
    signal.throwIfAborted();
    return (
      (await countTokens(model, ask(some))) + SUMMARY_TOKENS <= model.capabilities.contextLength
    );
  };
  const left = (await fits(items)) ? undefined : await truncate(items, fits);
  const summary = await generateText(model, ask(left?.items ?? items), signal);
  const warning = left ? ' Its beginning was too long to be summed up and is left out.' : '';
  return {
    text: `Earlier in this conversation, in short.${warning}\n${summary.text}`,
    usage: usage(summary.tokens),
  };
}

/** What the words alone have as a prompt. */
function asPrompt(content: string, request: GenerationRequest): GenerationRequest {
  return { ...request, conversation: { messages: [{ role: 'user', content }] } };
}

function summaryTask(instructions: string | undefined): string {
  const task =
    'Sum up the conversation that you are given, so that somebody can go on with it who has not read it. ' +
    'Keep names, numbers, decisions, results of tools, and what is still to be done. Write nothing but the summary.';
  return instructions === undefined
    ? task
    : `${task}\nThe conversation was led under these instructions:\n${instructions}`;
}

async function generateText(
  model: LanguageModel,
  request: GenerationRequest,
  signal: AbortSignal,
): Promise<{ text: string; tokens: TokenUsage }> {
  const prepared = await prepareGeneration(model, request, { constraintParam: 'input', signal });
  let text = '';
  let tokens: TokenUsage = { inputTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };
  for await (const delta of prepared.run()) {
    if (delta.kind === 'text') text += delta.text;
    if (delta.kind === 'usage') tokens = delta;
  }
  return { text, tokens };
}

function used(inputTokens: number): NonNullable<ResponseResource['usage']> {
  return usage({ inputTokens, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 });
}

function isOfUser(item: Item): boolean {
  return !isHostedItem(item) && item.type === 'message' && item.role === 'user';
}

import {
  ContextLengthError,
  type FinishReason,
  type GenerationDelta,
  type GenerationRequest,
  type LanguageModel,
  type LogitsModel,
  type TokenLogprob,
} from '@antiphon/backend';
import type { Matcher } from '@antiphon/constraint';
import { createSampler, type Sampler, Workspace } from '@antiphon/sampler';
import { Admission } from './admission.ts';
import { ConstraintCompiler, refusalOf } from './constraint-compiler.ts';
import { decode } from './decode.ts';
import { createDetokenizer } from './detokenize.ts';
import { settleSampling } from './sampling.ts';

export interface LocalModelOptions {
  /** How many generations run at once; the others wait. At most as many as the model has sequences. Default 16. */
  readonly maxConcurrent?: number;
}

/** Makes a language model out of a model that gives logits: prompt, sampling, text, end of turn. */
export function createLocalModel(
  model: LogitsModel,
  options: LocalModelOptions = {},
): LanguageModel {
  const { contextLength } = model.info;
  const admission = new Admission(options.maxConcurrent ?? 16);
  const compiler = new ConstraintCompiler(model);
  const workspace = new Workspace(model.info.vocabularySize);

  async function* generate(
    request: GenerationRequest,
    signal: AbortSignal,
  ): AsyncGenerator<GenerationDelta> {
    const prompt = model.tokenizer.render(request.conversation);
    if (prompt.length >= contextLength) throw new ContextLengthError(prompt.length, contextLength);
    const room = contextLength - prompt.length;
    const budget = Math.min(request.maxTokens ?? room, room);
    await admission.enter(signal);
    try {
      const matcher = request.constraint && compiler.compile(request.constraint).matcher();
      yield* answer(model, { request, matcher, workspace, prompt, budget, signal });
    } catch (fault) {
      throw refusalOf(fault);
    } finally {
      admission.leave();
    }
  }

  return {
    id: model.info.id,
    capabilities: { contextLength },
    prepare: async (constraint) => {
      compiler.compile(constraint);
    },
    countTokens: async (conversation) => model.tokenizer.render(conversation).length,
    settleSampling: (sampling) => settleSampling(sampling, model.info),
    generate,
    close: () => model.close(),
  };
}

interface Turn {
  readonly request: GenerationRequest;
  readonly matcher: Matcher | undefined;
  /** Shared by all turns: a step of the sampler never waits in the middle. */
  readonly workspace: Workspace;
  readonly prompt: readonly number[];
  readonly budget: number;
  readonly signal: AbortSignal;
}

async function* answer(model: LogitsModel, turn: Turn): AsyncGenerator<GenerationDelta> {
  const { request, matcher, workspace, prompt, budget, signal } = turn;
  const sampler = createSampler(request.sampling, {
    vocabularySize: model.info.vocabularySize,
    tokenText: model.tokenizer.bytes,
    seed: request.sampling.seed,
    workspace,
  });
  const detokenizer = createDetokenizer();
  const sequence = model.open();
  let outputTokens = 0;
  let reason: FinishReason = 'stop';
  let held: TokenLogprob[] = [];
  try {
    for await (const token of decode({ model, sequence, sampler, matcher, prompt, signal })) {
      outputTokens++;
      const text = detokenizer.push(model.tokenizer.bytes(token) ?? NO_BYTES);
      const logprob = tokenLogprob(sampler, model);
      if (logprob) held.push(logprob);
      if (text !== '') {
        yield textDelta(text, held);
        held = [];
      }
      if (outputTokens >= budget) {
        reason = 'length';
        break;
      }
    }
  } finally {
    sequence.close();
  }
  const rest = detokenizer.finish();
  if (rest !== '') yield textDelta(rest, held);
  yield { kind: 'finish', reason };
  yield { kind: 'usage', inputTokens: prompt.length, outputTokens };
}

const NO_BYTES = new Uint8Array();

function textDelta(text: string, tokens: readonly TokenLogprob[]): GenerationDelta {
  return tokens.length > 0 ? { kind: 'text', text, tokens } : { kind: 'text', text };
}

/** Copies what the sampler reports of the token it drew last; `undefined` unless logprobs were asked for. */
function tokenLogprob(sampler: Sampler, model: LogitsModel): TokenLogprob | undefined {
  const { logprobs } = sampler;
  if (!logprobs) return undefined;
  const named = ({ token, logprob }: { token: number; logprob: number }) => ({
    bytes: model.tokenizer.bytes(token) ?? NO_BYTES,
    logprob,
  });
  return { ...named(logprobs), top: logprobs.top.map(named) };
}

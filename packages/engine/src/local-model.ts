import {
  ChatTemplateError,
  ContextLengthError,
  type Conversation,
  type GenerationDelta,
  type GenerationRequest,
  type ImageReader,
  type LanguageModel,
  type LogitsModel,
  type PreparedGeneration,
  type Tokenizer,
} from '@antiphon/backend';
import { Workspace } from '@antiphon/sampler';
import { AnswerChoice, type AnswerSetting } from './answer-choice.ts';
import { ConstraintCompiler, refusalOf } from './constraint-compiler.ts';
import { DeltaQueue } from './delta-queue.ts';
import { detectDialect } from './dialect/detect.ts';
import type { Dialect } from './dialect/dialect.ts';
import { settleSampling } from './sampling.ts';
import { Scheduler, type SchedulerOptions } from './scheduler/scheduler.ts';

export type LocalModelOptions = SchedulerOptions;

/** The most answers that one request may draw. */
const MAX_CHOICES = 16;

/**
 * Makes a language model out of a model that gives logits: prompt, schedule, sampling, text, end of turn. Closing it closes the other,
 * and what reads images for it.
 */
export function createLocalModel(
  logitsModel: LogitsModel,
  options: LocalModelOptions = {},
  imageReader?: ImageReader,
): LanguageModel {
  const dialect = detectDialect(logitsModel.tokenizer);
  const model = withEndOfTurn(logitsModel, dialect);
  const { info, tokenizer } = model;
  const scheduler = new Scheduler(model, options);
  const compiler = new ConstraintCompiler(model, dialect);
  const workspace = new Workspace(info.vocabularySize);
  /** The signals of those that are prepared and not run: their places in the queue are kept. */
  const prepared = new Set<AbortSignal>();

  async function prepare(
    request: GenerationRequest,
    signal: AbortSignal,
  ): Promise<PreparedGeneration> {
    signal.throwIfAborted();
    scheduler.refuseWhenFull(prepared.size);
    const { tokens, ending } = tokenizer.render(request.conversation);
    const room = info.contextLength - tokens.length;
    if (room <= 0) throw new ContextLengthError(tokens.length, info.contextLength);
    const grammar = compiler.compile(request, ending);
    const setting = { model, dialect, workspace, request, grammar, prompt: tokens, ending };
    const giveUp = () => prepared.delete(signal);
    prepared.add(signal);
    signal.addEventListener('abort', giveUp, { once: true });
    const run = () => {
      signal.removeEventListener('abort', giveUp);
      prepared.delete(signal);
      return runGeneration(scheduler, setting, signal);
    };
    return { promptTokens: tokens.length, run };
  }

  return {
    id: info.id,
    capabilities: {
      contextLength: info.contextLength,
      tools: dialect.calls !== undefined && hasPlaceForTools(tokenizer),
      reasoning: dialect.reasoning !== undefined,
      maxChoices: Math.min(MAX_CHOICES, info.maxSequences),
    },
    // What breaks down here takes the whole process with it.
    fault: undefined,
    countTokens: async (conversation: Conversation) => tokenizer.render(conversation).tokens.length,
    settleSampling: (sampling) => settleSampling(sampling, info),
    prepare,
    ...(imageReader && {
      describeImage: (image, signal) => imageReader.describe(image, signal),
    }),
    async close() {
      await scheduler.close();
      await imageReader?.close();
      await logitsModel.close();
    },
  };
}

async function* runGeneration(
  scheduler: Scheduler,
  setting: AnswerSetting,
  signal: AbortSignal,
): AsyncGenerator<GenerationDelta> {
  const queue = new DeltaQueue();
  const gone = new AbortController();
  const { request, prompt } = setting;
  const choices = Array.from(
    { length: request.choices ?? 1 },
    (_, choice) => new AnswerChoice(setting, choice, queue),
  );
  const generation = {
    tenant: request.tenant,
    prompt,
    choices,
    signal: AbortSignal.any([signal, gone.signal]),
  };
  scheduler.run(generation).then(
    (counts) => {
      const reasoningTokens = choices.reduce((sum, choice) => sum + choice.reasoningTokens, 0);
      queue.push([{ kind: 'usage', inputTokens: prompt.length, ...counts, reasoningTokens }]);
      queue.end();
    },
    (fault: unknown) => queue.fail(refusalOf(fault)),
  );
  try {
    for await (const delta of queue) {
      // What was made before the abort and not yet read is no longer wanted.
      signal.throwIfAborted();
      yield delta;
    }
  } finally {
    // For a reader that goes away; it does nothing to what is over.
    gone.abort(new Error('nobody reads the answer'));
  }
}

/** Whether the chat template writes tools; some that read calls in history do not. */
function hasPlaceForTools(tokenizer: Tokenizer): boolean {
  try {
    tokenizer.render({ messages: [{ role: 'user', content: 'Hi' }], tools: [{ name: 'f' }] });
    return true;
  } catch (fault) {
    if (fault instanceof ChatTemplateError) return false;
    throw fault;
  }
}

/** Some families end their turn with more tokens than their configuration names. */
function withEndOfTurn(model: LogitsModel, dialect: Dialect): LogitsModel {
  const { info, tokenizer } = model;
  const more = dialect.endOfTurnNames.map((name) => tokenizer.specialTokens.get(name)!);
  if (more.length === 0) return model;
  return {
    info: { ...info, endOfTurnIds: new Set([...info.endOfTurnIds, ...more]) },
    tokenizer,
    open: () => model.open(),
    step: (items, signal) => model.step(items, signal),
    close: () => model.close(),
  };
}

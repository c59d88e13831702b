import {
  type Constraint,
  ConstraintRefusedError,
  type Conversation,
  type LanguageModel,
  type SamplingInForce,
  type TokenLogprob,
} from '@antiphon/backend';
import type { Logprob, ResponseError, ResponseEvent, ResponseResource } from '@antiphon/protocol';
import type { ResponseStore } from '@antiphon/store';
import { ResponseBuilder, type TokenCounts } from './build-events.ts';
import { EventQueue } from './event-queue.ts';

/** A response that is being made, whether or not anybody reads its events. */
export interface RunningResponse {
  readonly events: AsyncIterable<ResponseEvent>;
  /** The response in its terminal state, once that is stored. Rejects only when it could not be stored. */
  readonly done: Promise<ResponseResource>;
}

export interface Run {
  readonly model: LanguageModel;
  readonly conversation: Conversation;
  readonly sampling: SamplingInForce;
  readonly constraint: Constraint | undefined;
  readonly maxTokens: number | undefined;
  /** The resource as it was created. */
  readonly response: ResponseResource;
  /** `undefined` for a response that is not kept. */
  readonly store: ResponseStore | undefined;
  readonly tenant: string;
  readonly signal: AbortSignal;
}

/** Starts the generation. The terminal state is stored before its event is handed out. */
export function run(turn: Run): RunningResponse {
  const queue = new EventQueue();
  const done = generate(turn, queue).finally(() => queue.end());
  // Whoever only reads the events must not bring the process down by not looking at `done`.
  done.catch(() => {});
  return { events: queue, done };
}

async function generate(turn: Run, queue: EventQueue): Promise<ResponseResource> {
  const builder = new ResponseBuilder(turn.response, {
    withLogprobs: turn.sampling.topLogprobs !== undefined,
  });
  queue.push(builder.start());
  let last: readonly ResponseEvent[];
  try {
    last = await followModel(turn, builder, queue);
  } catch (fault) {
    last = turn.signal.aborted ? [] : builder.fail(failure(fault));
    if (turn.signal.aborted) builder.cancel();
  }
  const response = builder.response;
  await turn.store?.finish(turn.tenant, response);
  queue.push(last);
  return response;
}

async function followModel(
  turn: Run,
  builder: ResponseBuilder,
  queue: EventQueue,
): Promise<readonly ResponseEvent[]> {
  const { model, conversation, sampling, constraint, maxTokens, signal } = turn;
  const request = {
    conversation,
    sampling,
    ...(constraint && { constraint }),
    ...(maxTokens !== undefined && { maxTokens }),
  };
  let tokens: TokenCounts = { inputTokens: 0, outputTokens: 0 };
  let reason: Parameters<ResponseBuilder['finish']>[0] = 'stop';
  for await (const delta of model.generate(request, signal)) {
    switch (delta.kind) {
      case 'text':
        queue.push(builder.text(delta.text, (delta.tokens ?? []).map(wireLogprob)));
        break;
      case 'finish':
        reason = delta.reason;
        break;
      case 'usage':
        tokens = delta;
        break;
    }
  }
  return builder.finish(reason, tokens);
}

const decoder = new TextDecoder();

function wireLogprob({ bytes, logprob, top }: TokenLogprob): Logprob {
  const named = (token: Omit<TokenLogprob, 'top'>) => ({
    token: decoder.decode(token.bytes),
    logprob: token.logprob,
    bytes: [...token.bytes],
  });
  return { ...named({ bytes, logprob }), top_logprobs: top.map(named) };
}

function failure(fault: unknown): ResponseError {
  const message = fault instanceof Error ? fault.message : String(fault);
  if (fault instanceof ConstraintRefusedError) {
    return { code: fault.code, message, type: 'invalid_request_error', param: '' };
  }
  return {
    code: 'server_error',
    message: `the model failed: ${message}`,
    type: 'server_error',
    param: '',
  };
}

import {
  ConstraintRefusedError,
  type PreparedGeneration,
  type TokenUsage,
} from '@antiphon/backend';
import type { ResponseError, ResponseEvent, ResponseResource } from '@antiphon/protocol';
import type { ResponseStore } from '@antiphon/store';
import { ResponseBuilder } from './build-events.ts';
import { EventQueue } from './event-queue.ts';

/** A response that is being made, whether or not anybody reads its events. */
export interface RunningResponse {
  readonly events: AsyncIterable<ResponseEvent>;
  /** The response in its terminal state, once that is stored. Rejects only when it could not be stored. */
  readonly done: Promise<ResponseResource>;
}

export interface Run {
  readonly prepared: PreparedGeneration;
  readonly withLogprobs: boolean;
  /** The resource as it was created. */
  readonly response: ResponseResource;
  /** `undefined` for a response that is not kept. */
  readonly store: ResponseStore | undefined;
  readonly tenant: string;
  /** The one that the generation was prepared with, or one that it follows. */
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
  const builder = new ResponseBuilder(turn.response, turn);
  queue.push(builder.start());
  let last: readonly ResponseEvent[];
  try {
    last = await followModel(turn.prepared, builder, queue);
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
  prepared: PreparedGeneration,
  builder: ResponseBuilder,
  queue: EventQueue,
): Promise<readonly ResponseEvent[]> {
  let tokens: TokenUsage = NO_TOKENS;
  for await (const delta of prepared.run()) {
    if (delta.kind === 'usage') tokens = delta;
    else queue.push(builder.add(delta));
  }
  return builder.finish(tokens);
}

const NO_TOKENS = { inputTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };

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

import { isTerminalEvent, parseWebSocketMessage } from '@antiphon/protocol';
import type { Caller, ResponseService } from '@antiphon/responses';
import { HttpError } from '../http-error.ts';
import { parseJson } from '../json.ts';
import { errorFrame, eventFrame, streamIdOf } from './frame.ts';

export interface TurnOptions {
  readonly responses: ResponseService;
  readonly caller: Caller;
  readonly signal: AbortSignal;
}

/** The frames that answer one frame of the client. The last, and only the last, is terminal: a terminal event or an error. */
export async function* runTurn(
  text: string,
  { responses, caller, signal }: TurnOptions,
): AsyncGenerator<string> {
  try {
    const { request, generate, streamId } = parseWebSocketMessage(parseJson(text, 'the frame'));
    const running = generate
      ? await responses.create(request, caller, signal)
      : await responses.warmUp(request, caller, signal);
    for await (const event of running.events) {
      yield eventFrame(event, streamId);
      if (isTerminalEvent(event)) return;
    }
    // Rejects where the end could not be stored; else it was called off, of which no event tells.
    const { status } = await running.done;
    throw new HttpError(503, 'response_cancelled', `the response is ${status}`);
  } catch (fault) {
    yield errorFrame(signal.aborted ? signal.reason : fault, streamIdOf(text));
  }
}

import type { ResponseEvent } from '../event/event.ts';
import type { ResponseResource } from '../response.ts';
import { ResponseAccumulator } from './response-accumulator.ts';

/** The events ended before the terminal one: the connection broke, or the response was cancelled. */
export class UnfinishedStreamError extends Error {
  override readonly name = 'UnfinishedStreamError';
  /** What had come of the response; `undefined` when nothing had. */
  readonly response: ResponseResource | undefined;

  constructor(response: ResponseResource | undefined) {
    super('the events ended before the response did');
    this.response = response;
  }
}

/**
 * The response that a stream of events tells. Throws `EventOrderError` for an illegal order, and `UnfinishedStreamError`
 * where the terminal event is missing.
 */
export async function accumulate(
  events: AsyncIterable<ResponseEvent> | Iterable<ResponseEvent>,
): Promise<ResponseResource> {
  const accumulator = new ResponseAccumulator();
  for await (const event of events) accumulator.add(event);
  const { response, isEnded } = accumulator;
  if (!response || !isEnded) throw new UnfinishedStreamError(response);
  return response;
}
